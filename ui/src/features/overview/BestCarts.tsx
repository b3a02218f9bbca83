import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '@/components/DataTable';
import { DateTime } from '@/components/DateTime';
import { Money } from '@/components/Money';
import { PersonName } from '@/components/PersonName';
import { Section } from '@/components/Section';
import { useShopPaths } from '@/lib/shop';
import { useBestOpenCarts } from './hooks';

/** Open carts worth most, which may still be won. */
export function BestCarts() {
  const { t } = useTranslation('overview');
  const { page } = useShopPaths();
  const carts = useBestOpenCarts();
  return (
    <Section
      title={t('bestCarts')}
      flush
      actions={
        <Anchor component={Link} to={page('carts?state=open&sort=value')} size="sm">
          {t('common:action.showAll')}
        </Anchor>
      }
    >
      <DataTable
        label={t('bestCarts')}
        rows={carts.data?.items}
        error={carts.error}
        retry={() => void carts.refetch()}
        rowKey={({ id }) => id}
        rowLink={({ id }) => page(`carts/${id}`)}
        empty={
          <Text size="sm" c="dimmed" p="md">
            {t('noCarts')}
          </Text>
        }
        columns={[
          { key: 'person', header: t('customer'), cell: ({ profile }) => <PersonName person={profile} /> },
          { key: 'at', header: t('changed'), cell: ({ changedAt }) => <DateTime value={changedAt} show="relative" /> },
          { key: 'value', header: t('value'), end: true, cell: ({ value }) => <Money value={value} /> },
        ]}
      />
    </Section>
  );
}
