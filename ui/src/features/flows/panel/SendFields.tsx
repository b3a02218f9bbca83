import { Badge, Box, Button, Group, NumberInput, Paper, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { fractionDigits } from '@/lib/format';
import { LOCALE_NAMES } from '@/lib/i18n';
import { useShop } from '@/lib/session';
import { useAddressState } from '@/lib/useAddressState';
import { aboutCart as isAboutCart } from '../graph/blank';
import { LOCALES, type SendStep } from '../graph/definition';
import { useErrorAt } from './errors';
import { OptionalCondition } from './OptionalCondition';
import type { FieldsProps } from './StepFields';

// the code editor is most of this screen's weight and seldom needed
const MessageEditor = lazy(() => import('../MessageEditor'));

/** What the server can write by. */
const CHANNELS = ['email'];

/** A message: its name, who of those here gets it, and what it says in each language. */
export function SendFields({ id, step, definition, onChange, readOnly }: FieldsProps<SendStep>) {
  const { t, i18n } = useTranslation('flows');
  const { currency, locale: shopLocale } = useShop();
  const unit = 10 ** fractionDigits(currency);
  const [{ edit }, set] = useAddressState({ edit: '' });
  const errorAt = useErrorAt();
  const editing = LOCALES.find((locale) => locale === edit);
  const channels = [...new Set([...CHANNELS, step.channel])];
  const aboutCart = isAboutCart(definition.trigger);
  return (
    <Stack>
      <TextInput
        label={t('send.name')}
        description={t('send.nameText')}
        value={step.name}
        onChange={(event) => onChange({ ...step, name: event.currentTarget.value }, 'name')}
        maxLength={200}
      />
      <Box>
        <Text size="sm" fw={500} mb={6}>
          {t('send.texts')}
        </Text>
        <Stack gap="xs">
          {LOCALES.map((locale) => {
            const content = step.content[locale];
            return (
              <Paper key={locale} p="xs" radius="md" style={{ borderColor: 'var(--ritorno-line)' }}>
                <Group wrap="nowrap" justify="space-between" gap="xs">
                  <Box miw={0}>
                    <Group gap={6}>
                      <Text size="xs" c="dimmed">
                        {LOCALE_NAMES[locale]}
                      </Text>
                      {locale === shopLocale && <Badge size="xs">{t('send.mainLanguage')}</Badge>}
                    </Group>
                    <Text size="sm" truncate fs={content ? undefined : 'italic'} c={content ? undefined : 'dimmed'}>
                      {content ? content.subject || t('send.noSubject') : t('send.missing')}
                    </Text>
                  </Box>
                  <Button
                    variant="default"
                    size="xs"
                    leftSection={content ? <IconPencil size={14} aria-hidden /> : <IconPlus size={14} aria-hidden />}
                    onClick={() => set({ edit: locale })}
                    aria-label={`${t(content || readOnly ? 'send.edit' : 'send.write')}: ${LOCALE_NAMES[locale]}`}
                    style={{ flex: 'none' }}
                  >
                    {t(content || readOnly ? 'send.edit' : 'send.write')}
                  </Button>
                </Group>
              </Paper>
            );
          })}
        </Stack>
        {errorAt('content') && (
          <Text size="xs" c="var(--mantine-color-error)" mt={6}>
            {errorAt('content')}
          </Text>
        )}
        <Text size="xs" c="dimmed" mt={6}>
          {t('send.languages')}
        </Text>
      </Box>
      {channels.length > 1 && (
        <Select
          label={t('send.channel')}
          data={channels.map((each) => ({ value: each, label: t(`common:channel.${each}`, { defaultValue: each }) }))}
          value={step.channel}
          onChange={(channel) => channel && onChange({ ...step, channel })}
          allowDeselect={false}
          error={errorAt('channel')}
        />
      )}
      {(aboutCart || step.minimumCart != null) && (
        <NumberInput
          label={t('send.minimumCart')}
          description={t('send.minimumCartText')}
          placeholder={t('send.anyCart')}
          min={0}
          decimalScale={fractionDigits(currency)}
          decimalSeparator={i18n.language === 'en' ? '.' : ','}
          suffix={` ${currency}`}
          value={step.minimumCart == null ? '' : step.minimumCart / unit}
          onChange={(next) => onChange({ ...step, minimumCart: next === '' ? null : Math.round(Number(next) * unit) }, 'minimum')}
        />
      )}
      <OptionalCondition
        label={t('send.filter')}
        everybody={t('send.everybody')}
        value={step.filter}
        onChange={(filter) => onChange({ ...step, filter }, 'filter')}
        readOnly={readOnly}
      />
      <Switch
        label={t('send.transactional')}
        description={t('send.transactionalText')}
        checked={step.transactional}
        onChange={(event) => onChange({ ...step, transactional: event.currentTarget.checked })}
      />
      {editing && (
        <Suspense fallback={null}>
          <MessageEditor
            step={step}
            stepId={id}
            locale={editing}
            onLocale={(next) => set({ edit: next })}
            onChange={onChange}
            onClose={() => set({ edit: null })}
            readOnly={readOnly}
          />
        </Suspense>
      )}
    </Stack>
  );
}
