import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/lib/api/client';
import { errorText } from '@/lib/errorText';
import { useShopPaths } from '@/lib/shop';
import { AssumptionFields, assumptionOf, NOTHING } from './AssumptionFields';
import { Story } from './Story';
import type { WhatIfAnswer } from './types';

interface Props {
  flow: string;
  person: string;
  stepName?: (step: string) => string;
}

/** “What would happen to her now if …”: asked of the server, which does it and takes it back. */
export function WhatIf({ flow, person, stepName }: Props) {
  const { t } = useTranslation('whatif');
  const { url } = useShopPaths();
  const [draft, setDraft] = useState(NOTHING);
  const ask = useMutation({
    mutationFn: () => api.post<WhatIfAnswer>(url(`flows/${flow}/what-if`), { person, assume: assumptionOf(draft) }),
    meta: { quiet: true },
  });
  const answer = ask.data;
  return (
    <Stack gap="md">
      <AssumptionFields
        draft={draft}
        onChange={(next) => {
          setDraft(next);
          ask.reset();
        }}
      />
      <Button size="xs" style={{ alignSelf: 'flex-start' }} loading={ask.isPending} disabled={draft.type === 'event' && !draft.name} onClick={() => ask.mutate()}>
        {t('ask')}
      </Button>
      <div aria-live="polite">
        {ask.error && <Alert color="red">{errorText(ask.error, t)}</Alert>}
        {answer && (
          <Stack gap="sm">
            {answer.draft && (
              <Text size="sm" c="dimmed">
                {t('draft')}
              </Text>
            )}
            <Story lines={answer.lines} stepName={stepName} />
            <Text size="xs" c="dimmed">
              {t('nothing')}
            </Text>
          </Stack>
        )}
      </div>
    </Stack>
  );
}
