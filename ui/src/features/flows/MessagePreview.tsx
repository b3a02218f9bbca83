import { Modal, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileRow } from '@/lib/api/types';
import { LOCALE_NAMES } from '@/lib/i18n';
import { useShop } from '@/lib/session';
import { LOCALES, type MailContent, type SendStep } from './graph/definition';
import { PreviewPane } from './PreviewPane';
import { useOpenCart, usePreviewMail } from './preview';

interface Props {
  step: Pick<SendStep, 'name' | 'content' | 'transactional'>;
  person: ProfileRow | null;
  onPerson: (person: ProfileRow | null) => void;
  onClose: () => void;
}

const EMPTY: MailContent = { subject: '', preheader: '', mjml: '' };

/** A message as a chosen person would get it, in each language it is written in. */
export default function MessagePreview({ step, person, onPerson, onClose }: Props) {
  const { t } = useTranslation('flows');
  const shop = useShop();
  const written = LOCALES.filter((locale) => step.content[locale]);
  const [locale, setLocale] = useState(step.content[shop.locale] ? shop.locale : (written[0] ?? shop.locale));
  const cart = useOpenCart(person);
  const wanted = { content: step.content[locale] ?? EMPTY, locale, transactional: step.transactional, profile: person?.id ?? null, cart: cart.data ?? null };
  const preview = usePreviewMail(wanted);
  return (
    <Modal opened onClose={onClose} size={760} title={step.name || t('step.send')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Tabs value={locale} onChange={(next) => next && setLocale(next as typeof locale)} mb="sm">
        <Tabs.List>
          {written.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {LOCALE_NAMES[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <PreviewPane preview={preview} wanted={wanted} person={person} onPerson={onPerson} />
    </Modal>
  );
}
