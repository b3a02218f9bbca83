import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { LOCALE_NAMES } from '@/lib/i18n';
import type { Problem } from './graph/problems';

/** A problem in words; what has no words here is told as the server says it. */
export function useProblemText() {
  const { t, i18n } = useTranslation('flows');
  return useCallback(
    ({ code, message, locale, line, field }: Problem): string => {
      const language = locale ? LOCALE_NAMES[locale] : '';
      const where = line ? ` (${t('problem.line', { line })})` : '';
      if (code === 'unknown') return t('fault.unknown', { field });
      if (i18n.exists(`flows:fault.${code}`)) return t(`fault.${code}`, { language }) + where;
      return `${language ? `${language}: ` : ''}${message ?? code}${where}`;
    },
    [t, i18n],
  );
}
