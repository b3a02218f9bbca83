import { useTranslation } from 'react-i18next';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { withParams } from '@/lib/api/client';
import type { Overview } from '@/lib/api/types';
import type { Period } from '@/lib/period';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { periodParams } from './rows';
import { ShareBar } from './ShareBar';

/** How many carts were made, left and won back. */
export function CartFunnel({ overview, period }: { overview: Overview | undefined; period: Period }) {
  const { t } = useTranslation('overview');
  const { page } = useShopPaths();
  const format = useFormat();
  const days = periodParams(period);
  return (
    <Section title={t('carts')} flush>
      {!overview ? (
        <Loading lines={3} />
      ) : (
        <div style={{ paddingBottom: 8 }}>
          <ShareBar
            label={t('cartsMade')}
            value={format.number(overview.carts)}
            share={overview.carts ? 1 : 0}
            to={withParams(page('carts'), days)}
          />
          <ShareBar
            label={t('cartsAbandoned')}
            value={format.number(overview.abandoned)}
            note={format.percent(overview.abandonmentRate)}
            share={overview.carts ? overview.abandoned / overview.carts : 0}
            to={withParams(page('carts'), { ...days, state: 'abandoned,recovered' })}
          />
          <ShareBar
            label={t('cartsRecovered')}
            value={format.number(overview.recovered)}
            note={overview.abandoned ? format.percent(overview.recovered / overview.abandoned) : undefined}
            share={overview.carts ? overview.recovered / overview.carts : 0}
            to={withParams(page('carts'), { ...days, state: 'recovered' })}
          />
        </div>
      )}
    </Section>
  );
}
