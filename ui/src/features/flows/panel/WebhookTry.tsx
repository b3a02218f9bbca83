import { Alert, Button, Code, Collapse, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconSend, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { ProfileRow } from '@/lib/api/types';
import { errorText } from '@/lib/errorText';
import { capital } from '@/lib/sentence';
import type { WebhookStep } from '../graph/definition';
import { PersonPicker } from '../PersonPicker';
import { useOpenCart } from '../preview';
import { faultsOf, useCallPreview, useTestCall, type CallAnswer } from '../webhooks';

interface Props {
  id: string;
  step: WebhookStep;
  readOnly: boolean;
}

const CODE = { maxHeight: 260, overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

/** What the call says of a chosen person, and a call to see what comes back. */
export function WebhookTry({ id, step, readOnly }: Props) {
  const { t } = useTranslation('flows');
  const { id: flow } = useParams();
  const [person, setPerson] = useState<ProfileRow | null>(null);
  const [shown, setShown] = useState(false);
  const cart = useOpenCart(person);
  const wanted = { url: step.url, secret: step.secret, body: step.body, flow, step: id, name: step.name, profile: person?.id, cart: cart.data ?? undefined };
  const preview = useCallPreview(wanted);
  const test = useTestCall();
  const faults = faultsOf(preview.error);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {t('webhook.preview')}
      </Text>
      <Group>
        <PersonPicker value={person} onChange={setPerson} />
      </Group>
      {preview.error ? (
        <Alert color="red" p="xs" role="alert">
          {faults.length === 0 && <Text size="sm">{errorText(preview.error, t)}</Text>}
          {faults.map((fault, index) => (
            <Text key={index} size="sm">
              {capital(`${t('problem.line', { line: fault.line })}: ${fault.message}`)}
            </Text>
          ))}
        </Alert>
      ) : (
        <>
          <Group gap="xs">
            <Button variant="default" size="xs" onClick={() => setShown(!shown)} aria-expanded={shown}>
              {t(shown ? 'webhook.hideBody' : 'webhook.showBody')}
            </Button>
            {!readOnly && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconSend size={15} aria-hidden />}
                disabled={!/^https?:\/\/./.test(step.url)}
                loading={test.isPending}
                onClick={() => test.mutate(wanted)}
              >
                {t('webhook.test')}
              </Button>
            )}
          </Group>
          <Collapse expanded={shown}>
            <Code block style={CODE} tabIndex={0} aria-label={t('webhook.preview')}>
              {preview.data ? pretty(preview.data.body) : '…'}
            </Code>
          </Collapse>
        </>
      )}
      {test.error && !test.isPending && (
        <Alert color="red" p="xs" role="alert">
          {errorText(test.error, t)}
        </Alert>
      )}
      {test.data && !test.isPending && !test.error && <Answer answer={test.data} />}
    </Stack>
  );
}

function Answer({ answer }: { answer: CallAnswer }) {
  const { t } = useTranslation('flows');
  const why = answer.why && answer.why !== 'status' ? t(`common:callFailed.${answer.why}`, { defaultValue: answer.why }) : '';
  return (
    <Alert
      p="xs"
      role="status"
      color={answer.ok ? 'green' : 'orange'}
      icon={answer.ok ? <IconCheck size={18} /> : <IconX size={18} />}
      title={answer.status === null ? t('webhook.noAnswer') : t('webhook.answered', { status: answer.status })}
    >
      {why && <Text size="sm">{capital(why)}</Text>}
      {answer.answer && (
        <Code block style={CODE} tabIndex={0} aria-label={t('webhook.answer')}>
          {answer.answer}
        </Code>
      )}
    </Alert>
  );
}
