import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Section } from '@/components/Section';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { useShopHoldout } from './useShopHoldout';

/** While the shop has a control group: in a sentence what can be said so far, and the way to the rest. */
export function ShopHoldoutCard() {
  const { t } = useTranslation('holdouts');
  const { page } = useShopPaths();
  const format = useFormat();
  const { data } = useShopHoldout({});
  const report = data?.report;
  if (!data || data.percent === 0 || !report) return null;
  return (
    <Section
      title={t('shop.title')}
      actions={
        <Anchor component={Link} to={page('settings/holdout')} size="sm">
          {t('shop.more')}
        </Anchor>
      }
    >
      <Text size="sm">{t(`shop.verdict.${report.verdict}`)}</Text>
      {report.verdict === 'more' && report.extraRevenue !== null && report.extraRevenue > 0 && (
        <Text size="sm">{t('shop.extra', { money: format.money(report.extraRevenue) })}</Text>
      )}
    </Section>
  );
}
