import { Group, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateTime } from '@/components/DateTime';
import { Section } from '@/components/Section';
import type { Channel, Profile } from '@/lib/api/types';
import { notifyDone } from '@/lib/notify';
import { useCanChange } from '@/lib/session';
import { useChangeConsent } from './hooks';

const ALWAYS: Channel[] = ['email'];

/** Whether she may be written to, since when, and what she was shown. */
export function ConsentCard({ profile }: { profile: Profile }) {
  const { t } = useTranslation('customers');
  const canChange = useCanChange();
  const change = useChangeConsent(profile.id);
  const channels = [...new Set<Channel>([...ALWAYS, ...profile.consents.map(({ channel }) => channel)])];
  return (
    <Section title={t('consent')}>
      <Stack gap="md">
        {channels.map((channel) => {
          const consent = profile.consents.find((each) => each.channel === channel);
          const on = consent?.state === 'in';
          const name = t(`common:channel.${channel}`);
          return (
            <Group key={channel} justify="space-between" wrap="nowrap" align="flex-start">
              <div>
                <Text size="sm" fw={500}>
                  {name}: {t(`consentState.${consent?.state ?? 'none'}`)}
                </Text>
                <Text size="xs" c="dimmed">
                  {consent ? (
                    <>
                      <DateTime value={consent.at} show="date" /> · {t(`consentSource.${consent.source}`, { defaultValue: consent.source })}
                    </>
                  ) : (
                    t('consentNever')
                  )}
                </Text>
                {consent?.shown && (
                  <Text size="xs" c="dimmed" fs="italic">
                    “{consent.shown}”
                  </Text>
                )}
              </div>
              <Switch
                checked={on}
                disabled={!canChange || change.isPending}
                aria-label={t('mayWrite', { channel: name })}
                onChange={() =>
                  change.mutate(
                    { channel, state: on ? 'out' : 'in' },
                    { onSuccess: () => notifyDone(t(on ? 'consentOut' : 'consentIn', { channel: name })) },
                  )
                }
              />
            </Group>
          );
        })}
      </Stack>
    </Section>
  );
}
