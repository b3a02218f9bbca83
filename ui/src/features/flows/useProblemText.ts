import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { LOCALE_NAMES } from '@/lib/i18n';
import { capital } from '@/lib/sentence';
import type { Problem } from './graph/problems';

/** A problem in words; what has no words here is told as the server says it, in a condition with its name. */
export function useProblemText() {
  const { t, i18n } = useTranslation(['flows', 'condition']);
  return useCallback(
    ({ code, message, locale, line, field, kind }: Problem): string => {
      const language = locale ? LOCALE_NAMES[locale] : '';
      const where = line ? ` (${t('flows:problem.line', { line })})` : '';
      if (code === 'unknown') return t('flows:fault.unknown', { field });
      if (i18n.exists(`flows:fault.${code}`)) return t(`flows:fault.${code}`, { language }) + where;
      const about = kind ? t(`condition:${kind}`) : language;
      return capital(`${about ? `${about}: ` : ''}${message ?? code}${where}`);
    },
    [t, i18n],
  );
}
