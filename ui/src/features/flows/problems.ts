import { minutesOf } from '@/lib/duration';
import { LOCALES, type Definition, type MailLocale, type Step } from './definition';

/** What is wrong, as a key of the texts, and where. */
export interface Problem {
  step: string;
  field: string;
  code:
    | 'waitTooShort'
    | 'noContent'
    | 'noSubject'
    | 'noBody'
    | 'noLocale'
    | 'noCondition'
    | 'lostStep'
    | 'onlyOneWay';
  locale?: MailLocale;
}

function ofStep(id: string, step: Step, fallback: MailLocale): Problem[] {
  switch (step.type) {
    case 'wait':
      return (minutesOf(step.duration) ?? 0) > 0
        ? []
        : [{ step: id, field: 'duration', code: 'waitTooShort' }];
    case 'send': {
      const written = LOCALES.filter((locale) => step.content[locale]);
      if (written.length === 0) return [{ step: id, field: 'content', code: 'noContent' }];
      const found: Problem[] = [];
      if (!step.content[fallback])
        found.push({ step: id, field: 'content', code: 'noLocale', locale: fallback });
      for (const locale of written) {
        const content = step.content[locale];
        if (!content?.subject.trim())
          found.push({ step: id, field: `content.${locale}.subject`, code: 'noSubject', locale });
        if (!content?.mjml.trim())
          found.push({ step: id, field: `content.${locale}.mjml`, code: 'noBody', locale });
      }
      return found;
    }
    case 'branch': {
      const found: Problem[] = [];
      if (!step.condition) found.push({ step: id, field: 'condition', code: 'noCondition' });
      if (step.yes === step.no) found.push({ step: id, field: 'yes', code: 'onlyOneWay' });
      return found;
    }
    case 'end':
      return [];
  }
}

/**
 * What can be seen to be wrong before asking the server, so that it is marked as one types. Each mail
 * needs the shop's own language, which everybody gets whose language has no text.
 */
export function problemsOf(definition: Definition, fallback: MailLocale): Problem[] {
  return Object.entries(definition.steps).flatMap(([id, step]) => {
    const lost = Object.entries(step)
      .filter(([slot]) => ['next', 'yes', 'no'].includes(slot))
      .filter(([, to]) => !definition.steps[to as string])
      .map(([slot]): Problem => ({ step: id, field: slot, code: 'lostStep' }));
    return [...ofStep(id, step, fallback), ...lost];
  });
}
