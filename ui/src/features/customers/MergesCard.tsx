import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { DateTime } from '@/components/DateTime';
import { Section } from '@/components/Section';
import type { Profile } from '@/lib/api/types';
import { notifyDone } from '@/lib/notify';
import { useCanChange } from '@/lib/session';
import { useMerges, useUndoMerge } from './hooks';

const KINDS = ['email', 'phone', 'external', 'user', 'anonymous'];

/** By what she is recognised, and which visitors turned out to be her. */
export function MergesCard({ profile }: { profile: Profile }) {
  const { t } = useTranslation('customers');
  const canChange = useCanChange();
  const { data: merges = [] } = useMerges(profile.id);
  const undo = useUndoMerge(profile.id);
  const [asked, setAsked] = useState<string>();
  return (
    <Section title={t('identities')} text={t('identitiesText')}>
      <Stack gap="sm">
        {profile.identities.map(({ kind, value }) => (
          <div key={`${kind} ${value}`}>
            <Text size="xs" c="dimmed">
              {KINDS.includes(kind) ? t(`identity.${kind}`) : kind}
            </Text>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {value}
            </Text>
          </div>
        ))}
        {merges.map(({ id, at, undoneAt }) => (
          <Group key={id} justify="space-between" gap="sm" wrap="nowrap">
            <Text size="sm">
              {undoneAt ? t('mergeUndone') : t('merged')}{' '}
              <DateTime value={undoneAt ?? at} size="sm" c="dimmed" />
            </Text>
            {!undoneAt && canChange && (
              <Button size="compact-xs" variant="default" style={{ flex: 'none' }} onClick={() => setAsked(id)}>
                {t('common:action.undo')}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      <ConfirmWithName
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t('undoTitle')}
        text={t('undoText')}
        action={t('undoAction')}
        busy={undo.isPending}
        onConfirm={() => {
          if (asked) {
            undo.mutate(asked, {
              onSuccess: () => {
                notifyDone(t('undone'));
                setAsked(undefined);
              },
            });
          }
        }}
      />
    </Section>
  );
}
