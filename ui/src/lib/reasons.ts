import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Format } from './format';
import { useFormat } from './useFormat';

const MONEY = /^(value|total|amount|least)$/i;

/** The details of a decision as texts use them: times, money and numbers in the user's language. */
export function readable(detail: Record<string, unknown>, format: Format): Record<string, string> {
  return Object.fromEntries(
    Object.entries(detail).flatMap(([name, value]) => {
      if (value === null || value === undefined) return [];
      if (typeof value === 'string') {
        return [[name, /^\d{4}-\d\d-\d\dT\d\d:/.test(value) ? format.dateTime(value) : value]];
      }
      if (typeof value === 'number') return [[name, MONEY.test(name) ? format.money(value) : format.number(value, 2)]];
      return [[name, JSON.stringify(value)]];
    }),
  );
}

/**
 * A reason code of the gate or of a flow as a sentence, with the details where they are told. What is no code, such
 * as a mail server's answer, is shown as it is.
 */
export function useReasonText(): (reason: string, detail?: Record<string, unknown>) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return useCallback(
    (reason, detail = {}) => {
      const values = readable(detail, format);
      // of a call to another program
      if (reason === 'failed' && typeof detail.why === 'string') {
        const told = { ...values, status: String(detail.status ?? '') };
        return t('common:reasonWith.call-failed', { why: t(`common:callWhy.${detail.why}`, { ...told, defaultValue: detail.why }) });
      }
      const full = i18n.exists(`common:reasonWith.${reason}`)
        ? String(i18n.getResource(i18n.language, 'common', `reasonWith.${reason}`))
        : '';
      const told = full !== '' && [...full.matchAll(/\{\{(\w+)\}\}/g)].every(([, name = '']) => name in values);
      if (told) return t(`common:reasonWith.${reason}`, values);
      return i18n.exists(`common:reason.${reason}`) ? t(`common:reason.${reason}`) : reason;
    },
    [t, i18n, format],
  );
}
