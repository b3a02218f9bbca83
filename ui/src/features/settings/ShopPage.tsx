import { Grid, NumberInput, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { Section } from '@/components/Section';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n';
import { SettingsForm } from './SettingsForm';
import { WithShop } from './WithShop';

/** What the shop is, and the rules by which it writes to people. */
export default function ShopPage() {
  const { t } = useTranslation('settings');
  return (
    <WithShop>
      {(shop) => (
        <SettingsForm shop={shop}>
          {(form) => (
            <>
              <Section title={t('shop.title')}>
                <Grid>
                  <Grid.Col span={{ base: 12, sm: 6 }}>
                    <TextInput label={t('shop.name')} required {...form.getInputProps('name')} />
                  </Grid.Col>
                  <Grid.Col span={{ base: 12, sm: 6 }}>
                    <TextInput label={t('shop.url')} type="url" required {...form.getInputProps('url')} />
                  </Grid.Col>
                  <Grid.Col span={{ base: 12, sm: 6 }}>
                    <Select
                      label={t('shop.zone')}
                      description={t('shop.zoneHint')}
                      data={[...new Set([...Intl.supportedValuesOf('timeZone'), shop.timezone])]}
                      searchable
                      limit={80}
                      allowDeselect={false}
                      {...form.getInputProps('timezone')}
                    />
                  </Grid.Col>
                  <Grid.Col span={{ base: 12, sm: 6 }}>
                    <Select
                      label={t('shop.locale')}
                      description={t('shop.localeHint')}
                      data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
                      allowDeselect={false}
                      {...form.getInputProps('locale')}
                    />
                  </Grid.Col>
                </Grid>
              </Section>
              <Section title={t('carts.title')} text={t('carts.text')}>
                <NumberInput
                  label={t('carts.minutes')}
                  min={1}
                  max={43_200}
                  allowDecimal={false}
                  maw={280}
                  suffix={t('minutesSuffix')}
                  {...form.getInputProps('settings.cartAbandonedAfterMinutes')}
                />
              </Section>
              <Section title={t('rules.title')} text={t('rules.text')}>
                <Stack gap="md">
                  <SimpleGrid cols={{ base: 1, xs: 2 }} maw={560}>
                    <TimePicker
                      label={t('rules.quietFrom')}
                      hoursInputLabel={t('rules.hours')}
                      minutesInputLabel={t('rules.minutes')}
                      {...form.getInputProps('settings.quietFrom')}
                    />
                    <TimePicker
                      label={t('rules.quietTo')}
                      hoursInputLabel={t('rules.hours')}
                      minutesInputLabel={t('rules.minutes')}
                      {...form.getInputProps('settings.quietTo')}
                    />
                    <NumberInput
                      label={t('rules.capMessages')}
                      min={0}
                      max={1000}
                      allowDecimal={false}
                      {...form.getInputProps('settings.capMessages')}
                    />
                    <NumberInput
                      label={t('rules.capDays')}
                      min={1}
                      max={365}
                      allowDecimal={false}
                      {...form.getInputProps('settings.capDays')}
                    />
                  </SimpleGrid>
                  <Switch
                    label={t('rules.consent')}
                    description={t('rules.consentHint')}
                    {...form.getInputProps('settings.consentRequired', { type: 'checkbox' })}
                  />
                </Stack>
              </Section>
              <Section title={t('credit.title')} text={t('credit.text')}>
                <SimpleGrid cols={{ base: 1, xs: 2 }} maw={560}>
                  <NumberInput
                    label={t('credit.click')}
                    min={0}
                    max={90}
                    allowDecimal={false}
                    suffix={t('daysSuffix')}
                    {...form.getInputProps('settings.clickWindowDays')}
                  />
                  <NumberInput
                    label={t('credit.open')}
                    min={0}
                    max={90}
                    allowDecimal={false}
                    suffix={t('daysSuffix')}
                    {...form.getInputProps('settings.openWindowDays')}
                  />
                </SimpleGrid>
              </Section>
            </>
          )}
        </SettingsForm>
      )}
    </WithShop>
  );
}
