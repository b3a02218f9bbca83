import { useTranslation } from 'react-i18next';

/** A decision's or message's reason in words; a code without words (an SMTP answer) is shown as it is. */
export function useReason() {
  const { t, i18n } = useTranslation('messages');
  return (reason: string): string =>
    i18n.exists(`messages:reason.${reason}`) ? t(`reason.${reason}`) : reason;
}
