import { Stack, Switch, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '@/components/Section';
import { LatestEvents } from './LatestEvents';
import { SettingsForm } from './SettingsForm';
import { Snippet } from './Snippet';
import { WithShop } from './WithShop';
import { WriteKey } from './WriteKey';

/** How the shop's pages and its server send events here. */
export default function ConnectPage() {
  const { t } = useTranslation('settings');
  return (
    <WithShop>
      {(shop) => (
        <Stack gap="md">
          <Snippet shop={shop} />
          <WriteKey shop={shop} />
          <LatestEvents />
          <SettingsForm shop={shop}>
            {(form) => (
              <Section title={t('origins.title')} text={t('origins.text')}>
                <Stack gap="md">
                  <TagsInput
                    label={t('origins.label')}
                    placeholder="https://shop.example"
                    {...form.getInputProps('settings.origins')}
                  />
                  <Switch
                    label={t('origins.cookies')}
                    description={t('origins.cookiesHint')}
                    {...form.getInputProps('settings.cookieConsent', { type: 'checkbox' })}
                  />
                </Stack>
              </Section>
            )}
          </SettingsForm>
        </Stack>
      )}
    </WithShop>
  );
}
