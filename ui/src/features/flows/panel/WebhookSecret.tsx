import { ActionIcon, Button, CopyButton, Group, Input, Text, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconKey, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isKept, newSecret } from '../graph/secrets';

interface Props {
  /** New and still to be seen, or the name of one that the server keeps. */
  value: string | undefined;
  onChange: (secret: string | undefined) => void;
  error: string | undefined;
  readOnly: boolean;
}

/** The secret that signs the calls: made here, copied once, and never shown again when it is saved. */
export function WebhookSecret({ value, onChange, error, readOnly }: Props) {
  const { t } = useTranslation('flows');
  const kept = isKept(value);
  const generate = (label: string) => (
    <Button variant="default" size="xs" leftSection={<IconKey size={15} aria-hidden />} onClick={() => onChange(newSecret())}>
      {label}
    </Button>
  );
  if (value && !kept)
    return (
      <TextInput
        label={t('webhook.secret')}
        description={t('webhook.secretNew')}
        autoComplete="off"
        spellCheck={false}
        value={value}
        maxLength={200}
        onChange={(event) => onChange(event.currentTarget.value.trim() || undefined)}
        error={error}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        rightSectionWidth={64}
        rightSection={
          <Group gap={2} wrap="nowrap">
            <CopyButton value={value}>
              {({ copied, copy }) => (
                <Tooltip label={t(copied ? 'webhook.copied' : 'webhook.copy')}>
                  <ActionIcon size="sm" aria-label={t(copied ? 'webhook.copied' : 'webhook.copy')} onClick={copy}>
                    {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                  </ActionIcon>
                </Tooltip>
              )}
            </CopyButton>
            <ActionIcon size="sm" aria-label={t('webhook.unsign')} onClick={() => onChange(undefined)}>
              <IconX size={16} />
            </ActionIcon>
          </Group>
        }
      />
    );
  return (
    <Input.Wrapper label={t('webhook.secret')} labelElement="div" error={error}>
      <Text size="xs" c="dimmed" mb={6}>
        {t(kept ? 'webhook.secretKept' : 'webhook.secretText')}
      </Text>
      {!readOnly && (
        <Group gap="xs">
          {generate(t(kept ? 'webhook.rotate' : 'webhook.generate'))}
          {kept && (
            <Button variant="subtle" color="red" size="xs" onClick={() => onChange(undefined)}>
              {t('webhook.unsign')}
            </Button>
          )}
        </Group>
      )}
    </Input.Wrapper>
  );
}
