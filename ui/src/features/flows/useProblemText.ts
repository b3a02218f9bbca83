import { useTranslation } from 'react-i18next';
import { LOCALE_NAMES, isLocale } from '@/lib/i18n';
import type { Problem } from './problems';
import type { FlowFault } from './types';

/** A problem in words; what has no words here is told as the server says it. */
export function useProblemText() {
  const { t, i18n } = useTranslation('flows');
  return {
    own: (problem: Problem) =>
      t(`problem.${problem.code}`, { language: problem.locale ? LOCALE_NAMES[problem.locale] : '' }),
    told: (fault: FlowFault) => {
      const locale = /^content\.(\w+)\./.exec(fault.field ?? '')?.[1];
      const text =
        fault.code && i18n.exists(`flows:fault.${fault.code}`)
          ? t(`fault.${fault.code}`, { language: isLocale(locale) ? LOCALE_NAMES[locale] : '' })
          : fault.message;
      const where = isLocale(locale) && !(fault.code && i18n.exists(`flows:fault.${fault.code}`)) ? `${LOCALE_NAMES[locale]}: ` : '';
      return `${where}${text}${fault.line ? ` (${t('problem.line', { line: fault.line })})` : ''}`;
    },
  };
}
