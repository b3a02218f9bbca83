import { Drawer, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DecisionRow } from '@/components/DecisionRow';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { nameOf } from '@/lib/people';
import { useRunWhy } from './queries';
import type { Run } from './types';

interface Props {
  flow: string;
  run: Run;
  stepName: (step: string) => string;
  onClose: () => void;
}

/** All that the flow and the gate decided of one run, in order. */
export function RunWhy({ flow, run, stepName, onClose }: Props) {
  const { t } = useTranslation('flows');
  const why = useRunWhy(flow, run.id);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t('run.whyTitle', { name: nameOf(run.profile) ?? t('common:person.anonymous') })}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      {why.error ? (
        <ErrorState error={why.error} retry={() => void why.refetch()} />
      ) : !why.data ? (
        <Loading lines={5} />
      ) : why.data.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('run.whyEmpty')}
        </Text>
      ) : (
        <Stack component="ol" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
          {why.data.map((decision) => (
            <DecisionRow key={decision.id} decision={decision} step={decision.step ? stepName(decision.step) : ''} />
          ))}
        </Stack>
      )}
    </Drawer>
  );
}
