import { NumberInput, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ShopHoldoutReport } from '@/components/holdouts/ShopHoldoutReport';
import { Section } from '@/components/Section';
import { SettingsForm } from './SettingsForm';
import { WithShop } from './WithShop';

/** Whom the shop keeps out of all marketing, and what can be seen by it. */
export default function HoldoutPage() {
  const { t } = useTranslation('settings');
  return (
    <WithShop>
      {(shop) => (
        <Stack gap="md">
          <SettingsForm shop={shop}>
            {(form) => (
              <Section title={t('holdout.title')} text={t('holdout.text')}>
                <Stack gap="md">
                  <NumberInput
                    label={t('holdout.percent')}
                    description={t('holdout.hint')}
                    min={0}
                    max={50}
                    allowDecimal={false}
                    allowNegative={false}
                    suffix="%"
                    maw={280}
                    {...form.getInputProps('settings.holdoutPercent')}
                  />
                  <Text size="sm" maw={680}>
                    {t('holdout.cost')}
                  </Text>
                  <Text size="sm" maw={680}>
                    {t('holdout.change')}
                  </Text>
                </Stack>
              </Section>
            )}
          </SettingsForm>
          <ShopHoldoutReport percent={shop.settings.holdoutPercent} />
        </Stack>
      )}
    </WithShop>
  );
}
