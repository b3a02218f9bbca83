import { ColorInput, Grid, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '@/components/Section';
import { Dkim } from './Dkim';
import { SettingsForm } from './SettingsForm';
import { SmtpTest } from './SmtpTest';
import { WithShop } from './WithShop';

/** Who writes, how the mails look, and whether they arrive. */
export default function SendingPage() {
  const { t } = useTranslation('settings');
  return (
    <WithShop>
      {(shop) => (
        <Stack gap="md">
          <SettingsForm shop={shop}>
            {(form) => (
              <>
                <Section title={t('sender.title')}>
                  <Grid>
                    <Grid.Col span={{ base: 12, sm: 6 }}>
                      <TextInput label={t('sender.name')} {...form.getInputProps('settings.senderName')} />
                    </Grid.Col>
                    <Grid.Col span={{ base: 12, sm: 6 }}>
                      <TextInput label={t('sender.email')} type="email" {...form.getInputProps('settings.senderEmail')} />
                    </Grid.Col>
                    <Grid.Col span={{ base: 12, sm: 6 }}>
                      <TextInput
                        label={t('sender.replyTo')}
                        type="email"
                        placeholder={form.values.settings.senderEmail}
                        {...form.getInputProps('settings.replyTo')}
                      />
                    </Grid.Col>
                    <Grid.Col span={12}>
                      <Textarea
                        label={t('sender.address')}
                        description={t('sender.addressHint')}
                        autosize
                        minRows={2}
                        {...form.getInputProps('settings.postalAddress')}
                      />
                    </Grid.Col>
                  </Grid>
                </Section>
                <Section title={t('look.title')}>
                  <Grid>
                    <Grid.Col span={{ base: 12, sm: 6 }}>
                      <TextInput label={t('look.logo')} type="url" placeholder="https://" {...form.getInputProps('settings.logoUrl')} />
                    </Grid.Col>
                    <Grid.Col span={{ base: 12, sm: 6 }}>
                      <ColorInput
                        label={t('look.color')}
                        format="hex"
                        eyeDropperButtonProps={{ 'aria-label': t('look.pick') }}
                        {...form.getInputProps('settings.accentColor')}
                      />
                    </Grid.Col>
                    <Grid.Col span={12}>
                      <Switch
                        label={t('look.utm')}
                        description={t('look.utmHint')}
                        {...form.getInputProps('settings.utm', { type: 'checkbox' })}
                      />
                    </Grid.Col>
                  </Grid>
                </Section>
                <Section title={t('dkim.title')} text={t('dkim.text')}>
                  <Stack gap="md">
                    <TextInput
                      label={t('dkim.domain')}
                      placeholder="shop.example"
                      maw={420}
                      {...form.getInputProps('settings.dkimDomain')}
                    />
                    {shop.settings.dkimDomain && <Dkim domain={shop.settings.dkimDomain} />}
                  </Stack>
                </Section>
              </>
            )}
          </SettingsForm>
          <SmtpTest />
        </Stack>
      )}
    </WithShop>
  );
}
