import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Format } from './format';
import { useFormat } from './useFormat';

/** Details that may be codes, and where their words stand. */
const WORDS: Record<string, string> = { event: 'cause', why: 'callFailed', refused: 'reason' };

const MONEY = /^(value|total|amount|least)$/i;

/**
 * The details of a decision as texts use them: times, money and numbers in the user's language. `word` says what a
 * code among them is called; what is no code, such as an event's name, stays.
 */
export function readable(
  detail: Record<string, unknown>,
  format: Format,
  word: (name: string, code: string) => string = (_, code) => code,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(detail).flatMap(([name, value]) => {
      if (value === null || value === undefined) return [];
      if (typeof value === 'string') {
        return [[name, /^\d{4}-\d\d-\d\dT\d\d:/.test(value) ? format.dateTime(value) : word(name, value)]];
      }
      if (typeof value === 'number') return [[name, MONEY.test(name) ? format.money(value) : format.number(value, 2)]];
      return [[name, JSON.stringify(value)]];
    }),
  );
}

/**
 * A reason code of the gate or of a flow as a sentence, with the details where they are told. A code that means
 * something else with an outcome has a sentence of its own there. What is no code, such as a mail server's answer, is
 * shown as it is.
 */
export function useReasonText(): (reason: string, detail?: Record<string, unknown>, outcome?: string) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return useCallback(
    (reason, detail = {}, outcome = '') => {
      const values = readable(detail, format, (name, code) => {
        const key = `${WORDS[name] ?? ''}.${code}`;
        return name in WORDS && i18n.exists(`common:${key}`) ? t(`common:${key}`, detail) : code;
      });
      const own = `${outcome}-${reason}`;
      const code = i18n.exists(`common:reason.${own}`) ? own : reason;
      const full = i18n.exists(`common:reasonWith.${code}`)
        ? String(i18n.getResource(i18n.language, 'common', `reasonWith.${code}`))
        : '';
      const told = full !== '' && [...full.matchAll(/\{\{(\w+)\}\}/g)].every(([, name = '']) => name in values);
      if (told) return t(`common:reasonWith.${code}`, values);
      return i18n.exists(`common:reason.${code}`) ? t(`common:reason.${code}`) : reason;
    },
    [t, i18n, format],
  );
}
