import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useReasonText } from '@/lib/reasons';
import { useFormat } from '@/lib/useFormat';
import { normal } from '../graph/normal';
import { useFlowNames } from '../queries';
import { useSpeaker } from '../speaker';
import type { DryNote } from './types';

/**
 * What happened to a person in a dry run, in plain words.
 *
 * @param others whether people went on in other flows
 */
export function useStory(others: boolean): (note: DryNote) => string {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const speaker = useSpeaker();
  const reason = useReasonText();
  const flows = useFlowNames(others);
  return useCallback(
    (note) => {
      const other = note.flow ? flows.data?.find(({ id }) => id === note.flow) : undefined;
      const there = other ? speaker.of(normal(other.definition)) : speaker;
      // a step that is not there any more has its id for a name
      const step = there.definition.steps[note.step];
      const name = there.name(note.step);
      const until = note.until ? format.dateTime(note.until) : '';
      switch (note.kind) {
        case 'entered':
          return t('dry.story.entered', { trigger: speaker.trigger(speaker.definition.trigger) });
        case 'waits':
          return until ? t('dry.story.waits', { until }) : t('dry.story.waitsOpen', { name });
        case 'branched':
          // what the conditions of another flow are about is not known here
          if (note.flow && (note.reason === 'yes' || note.reason === 'no'))
            return t('dry.story.branched.case', { name, answer: t(`way.${note.reason}`) });
          if (step?.type === 'branch') return t(`dry.story.${note.reason === 'yes' ? 'yes' : 'no'}`, { what: speaker.condition(step.condition) });
          return t(`dry.story.branched.${note.reason ?? 'case'}`, { name, answer: note.answer ?? '', defaultValue: name });
        case 'sent':
          return t('dry.story.sent', { name, subject: note.subject ?? '' });
        case 'held':
          return t('dry.story.held', { name, until, reason: reason(note.reason ?? '') });
        case 'skipped':
          return t('dry.story.skipped', { name, reason: reason(note.reason ?? '') });
        case 'held-out':
          // a step's lot has no other reason
          return note.reason ? t('dry.story.skipped', { name, reason: reason(note.reason) }) : t('dry.story.held-out');
        case 'stopped':
          return t('dry.story.stopped', { reason: reason(note.reason ?? '') });
        case 'waiting':
          return t('dry.story.waiting', { name });
        case 'moved':
          return t('dry.story.moved', { flow: speaker.flowName(note.to ?? '') });
        case 'not-moved':
          return t('dry.story.not-moved', {
            flow: speaker.flowName(note.to ?? ''),
            reason: reason(note.reason === 'gone' ? 'not-live' : (note.reason ?? '')),
          });
        case 'changed':
        case 'not-changed':
        case 'coupon':
          return t(`dry.story.${note.kind}`, { name });
        default:
          return t(`dry.story.${note.kind}`, { name, defaultValue: note.kind });
      }
    },
    [t, format, speaker, reason, flows.data],
  );
}
