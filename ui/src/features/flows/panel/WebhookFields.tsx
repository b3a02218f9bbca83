import { Button, Menu, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconVariable } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookStep } from '../graph/definition';
import { useErrorAt } from './errors';
import type { FieldsProps } from './StepFields';
import { WebhookSecret } from './WebhookSecret';
import { WebhookTry } from './WebhookTry';

/** What may be put into the content, as the server names it. */
const VALUES = [
  'person.email',
  'person.id',
  'person.externalId',
  'person.firstName',
  'person.lastName',
  'person.phone',
  'person.tags',
  'person.attributes',
  'person.orders',
  'person.spent',
  'event',
  'cart.id',
  'cart.value',
  'cart.lines',
  'coupon.code',
  'flow.name',
  'step.name',
  'now',
] as const;

/** Values that are no text: they stand in the JSON without quotes. */
const BARE = new Set<string>(['person.tags', 'person.attributes', 'person.orders', 'person.spent', 'event', 'cart.value', 'cart.lines']);

/** Whom a webhook tells, how it is signed, and what it says. */
export function WebhookFields({ id, step, onChange, readOnly }: FieldsProps<WebhookStep>) {
  const { t } = useTranslation('flows');
  const errorAt = useErrorAt();
  const body = useRef<HTMLTextAreaElement>(null);
  const insert = (value: string) => {
    const text = step.body ?? '';
    const at = body.current?.selectionStart ?? text.length;
    const to = body.current?.selectionEnd ?? at;
    const quoted = text[at - 1] === '"';
    const put = BARE.has(value) ? `{{ ${value} | default: nil | json }}` : quoted ? `{{ ${value} | default: "" }}` : `"{{ ${value} | default: "" }}"`;
    onChange({ ...step, body: text.slice(0, at) + put + text.slice(to) });
    setTimeout(() => {
      body.current?.focus();
      body.current?.setSelectionRange(at + put.length, at + put.length);
    });
  };
  return (
    <Stack>
      <TextInput label={t('webhook.name')} value={step.name ?? ''} maxLength={200} onChange={(event) => onChange({ ...step, name: event.currentTarget.value || undefined }, 'name')} />
      <TextInput label={t('webhook.url')} type="url" placeholder="https://" value={step.url} maxLength={2000} onChange={(event) => onChange({ ...step, url: event.currentTarget.value.trim() }, 'url')} error={errorAt('url')} />
      <WebhookSecret value={step.secret} onChange={(secret) => onChange({ ...step, secret }, 'secret')} error={errorAt('secret')} readOnly={readOnly} />
      <div>
        <Textarea
          ref={body}
          label={t('webhook.body')}
          description={t('webhook.bodyText')}
          placeholder={'{"email": "{{ person.email }}"}'}
          autosize
          minRows={4}
          maxRows={14}
          value={step.body ?? ''}
          onChange={(event) => onChange({ ...step, body: event.currentTarget.value || undefined }, 'body')}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
          error={errorAt('body')}
        />
        {!readOnly && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button variant="subtle" size="compact-xs" mt={6} leftSection={<IconVariable size={15} aria-hidden />}>
                {t('webhook.insert')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={280} style={{ overflowY: 'auto' }}>
              {VALUES.map((value) => (
                <Menu.Item key={value} onClick={() => insert(value)}>
                  <Text size="xs" ff="monospace">
                    {value}
                  </Text>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <WebhookTry id={id} step={step} readOnly={readOnly} />
    </Stack>
  );
}
