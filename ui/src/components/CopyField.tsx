import { ActionIcon, Code, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Text to be copied elsewhere. */
export function CopyField({ value, label, block }: { value: string; label: string; block?: boolean }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" wrap="nowrap" align={block ? 'flex-start' : 'center'}>
      { }
      <Code block={block} aria-label={label} tabIndex={0} role="textbox" aria-readonly p="xs" style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere', overflowX: 'auto' }}>
        {value}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('action.copied') : t('action.copy')}>
            <ActionIcon size="lg" onClick={copy} aria-label={`${t('action.copy')}: ${label}`}>
              {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
