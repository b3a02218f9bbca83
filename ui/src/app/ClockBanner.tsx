import { Alert, Button, Group, Progress, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconClockPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api } from '@/lib/api/client';
import type { ClockMove, Me } from '@/lib/api/types';
import { SESSION, useCanChange, useMe } from '@/lib/session';
import { useFormat } from '@/lib/useFormat';
import { passedShare, usePassing } from './usePassing';

/** With the manual clock: what time it is, buttons that move it, and what the last move handled. */
export function ClockBanner() {
  const { t } = useTranslation();
  const { clock, demo } = useMe();
  const format = useFormat();
  const client = useQueryClient();
  const canChange = useCanChange();
  const move = useMutation({
    mutationFn: (advance: string) => api.post<ClockMove>(demo ? '/api/dev/demo' : '/api/dev/clock', { advance }),
    onSuccess: async ({ now }) => {
      client.setQueryData<Me | null>(SESSION, (me) => me && { ...me, clock: { ...me.clock, now } });
      await client.invalidateQueries({ queryKey: ['shop'] });
    },
  });
  const passing = usePassing(demo, move.isPending);
  if (!clock.manual) return null;
  const busy = move.isPending || passing?.to != null;
  const shown = busy && passing ? passing.now : clock.now;
  const { did, handled } = move.data ?? {};
  const said = did
    ? t('clock.did', {
        visits: format.number(did.visits),
        carts: format.number(did.carts),
        orders: format.number(did.orders),
        messages: format.number(handled?.messages),
        opened: format.number(did.opened),
        clicked: format.number(did.clicked),
      })
    : handled &&
      t('clock.handled', {
        events: format.number(handled.events),
        timers: format.number(handled.timers),
        messages: format.number(handled.messages),
      });
  return (
    <Alert
      variant="light"
      color="gray"
      py="xs"
      px="md"
      maw={1360}
      mx="auto"
      icon={<IconClockPlay size={20} aria-hidden />}
      styles={{ icon: { alignSelf: 'center', marginTop: 0 }, message: { color: 'inherit' } }}
    >
      <Group justify="space-between" gap="xs">
        <div style={{ flex: '1 1 14rem' }}>
          <Text size="sm" fw={500}>
            {t(demo ? 'clock.demo' : 'clock.manual', { now: format.dateTime(shown) })}
          </Text>
          <Text size="xs" c="dimmed" role="status" aria-live="polite">
            {busy ? t('clock.moving') : (said ?? t(demo ? 'clock.demoHint' : 'clock.hint'))}
          </Text>
        </div>
        {canChange && (
          <Group gap="xs" wrap="nowrap">
            <Button size="xs" variant="default" disabled={busy} onClick={() => move.mutate('PT1H')}>
              {t('clock.hour')}
            </Button>
            <Button size="xs" variant="default" disabled={busy} onClick={() => move.mutate('PT24H')}>
              {t('clock.day')}
            </Button>
          </Group>
        )}
      </Group>
      {busy && passing && <Progress value={passedShare(passing) * 100} size="xs" mt={6} aria-label={t('clock.moving')} />}
    </Alert>
  );
}
