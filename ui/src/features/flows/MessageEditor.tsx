import { Alert, Badge, Box, Button, Group, Modal, SegmentedControl, Stack, Tabs, Text, Textarea, TextInput } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileRow } from '@/lib/api/types';
import { LOCALE_NAMES } from '@/lib/i18n';
import { capital } from '@/lib/sentence';
import { LOCALES, type MailContent, type MailLocale, type SendStep, type Step } from './graph/definition';
import classes from './MessageEditor.module.css';
import { MjmlField } from './MjmlField';
import { PreviewPane } from './PreviewPane';
import { useOpenCart, usePreviewMail } from './preview';

interface Props {
  step: SendStep;
  stepId: string;
  locale: MailLocale;
  onLocale: (locale: MailLocale) => void;
  onChange: (next: Step, burst?: string) => void;
  onClose: () => void;
  readOnly: boolean;
}

const EMPTY: MailContent = { subject: '', preheader: '', mjml: '' };

const STARTER = `<mjml>
  <mj-body background-color="#f4f5f6">
    <mj-section background-color="#ffffff" padding="32px 24px">
      <mj-column>
        <mj-text font-size="16px" line-height="1.5"></mj-text>
        <mj-text font-size="12px" color="#6b7280" align="center">
          <a href="{{ links.unsubscribe }}">✕</a>
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;

/** What a message says, in each language, beside how a chosen person would see it. */
export default function MessageEditor({ step, stepId, locale, onLocale, onChange, onClose, readOnly }: Props) {
  const { t } = useTranslation('flows');
  const [part, setPart] = useState<'mjml' | 'text'>('mjml');
  const [person, setPerson] = useState<ProfileRow | null>(null);
  const content = step.content[locale];
  const set = (change: Partial<MailContent>, burst: string) =>
    onChange(
      { ...step, content: { ...step.content, [locale]: { ...(content ?? EMPTY), ...change } } },
      `${locale} ${burst}`,
    );
  const source = LOCALES.find((each) => each !== locale && step.content[each]);
  const cart = useOpenCart(person);
  const wanted = { content: content ?? EMPTY, locale, transactional: step.transactional, profile: person?.id ?? null, cart: cart.data ?? null };
  const preview = usePreviewMail(wanted);
  const faultOf = (field: string) => {
    const found = preview.faults.find((fault) => fault.field === field);
    return found && capital(found.message);
  };
  return (
    <Modal opened onClose={onClose} fullScreen title={step.name || t('step.send')} closeButtonProps={{ 'aria-label': t('action.close') }} trapFocus>
      <Tabs value={locale} onChange={(next) => onLocale(next as MailLocale)} mb="sm">
        <Tabs.List>
          {LOCALES.map((each) => (
            <Tabs.Tab
              key={each}
              value={each}
              rightSection={step.content[each] ? undefined : <Badge size="xs" color="gray">{t('send.missingShort')}</Badge>}
            >
              {LOCALE_NAMES[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {!content ? (
        <Stack align="center" py={64} gap="sm">
          <Text fw={600}>{t('send.emptyTitle', { language: LOCALE_NAMES[locale] })}</Text>
          <Text size="sm" c="dimmed" maw={460} ta="center">
            {t('send.emptyText')}
          </Text>
          {!readOnly && (
            <Group>
              {source && (
                <Button leftSection={<IconCopy size={16} aria-hidden />} onClick={() => set({ ...(step.content[source] as MailContent) }, 'copy')}>
                  {t('send.copyFrom', { language: LOCALE_NAMES[source] })}
                </Button>
              )}
              <Button variant="default" onClick={() => set({ ...EMPTY, mjml: STARTER }, 'start')}>
                {t('send.startEmpty')}
              </Button>
            </Group>
          )}
        </Stack>
      ) : (
        <div className={classes.work}>
          <div className={classes.side}>
            <TextInput
              label={t('send.subject')}
              value={content.subject}
              onChange={(event) => set({ subject: event.currentTarget.value }, 'subject')}
              error={faultOf('subject') ?? (content.subject.trim() ? undefined : t('fault.subject-missing', { language: LOCALE_NAMES[locale] }))}
              readOnly={readOnly}
              maxLength={1000}
            />
            <TextInput
              label={t('send.preheader')}
              description={t('send.preheaderText')}
              value={content.preheader}
              onChange={(event) => set({ preheader: event.currentTarget.value }, 'preheader')}
              error={faultOf('preheader')}
              readOnly={readOnly}
              maxLength={1000}
            />
            <Group justify="space-between">
              <SegmentedControl
                size="xs"
                aria-label={t('send.part')}
                value={part}
                onChange={(next) => setPart(next as typeof part)}
                data={[
                  { value: 'mjml', label: t('send.design') },
                  { value: 'text', label: t('send.plain') },
                ]}
              />
              {preview.faults.length > 0 && <Badge color="red">{t('problem.count', { count: preview.faults.length })}</Badge>}
            </Group>
            <Box className={classes.code}>
              {part === 'mjml' ? (
                <MjmlField key={`${stepId} ${locale}`} label={t('send.design')} value={content.mjml} onChange={(mjml) => set({ mjml }, 'mjml')} faults={preview.faults} readOnly={readOnly} />
              ) : (
                <Textarea
                  aria-label={t('send.plain')}
                  placeholder={t('send.plainText')}
                  value={content.text ?? ''}
                  onChange={(event) => set({ text: event.currentTarget.value || undefined }, 'text')}
                  readOnly={readOnly}
                  variant="unstyled"
                  p="sm"
                  rows={18}
                  styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
                />
              )}
            </Box>
            {preview.faults.length > 0 && (
              <Alert color="red" p="xs" style={{ maxHeight: 140, overflow: 'auto' }}>
                {preview.faults.map((fault, index) => (
                  <Text key={index} size="sm">
                    {capital(fault.line ? `${t('problem.line', { line: fault.line })}: ${fault.message}` : fault.message)}
                  </Text>
                ))}
              </Alert>
            )}
          </div>
          <PreviewPane preview={preview} wanted={wanted} person={person} onPerson={setPerson} />
        </div>
      )}
    </Modal>
  );
}
