import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useReasonText } from '@/lib/reasons';
import { useFormat } from '@/lib/useFormat';
import { useSpeaker } from '../speaker';
import type { DryNote } from './types';

/** What happened to a person in a dry run, in plain words. */
export function useStory(): (note: DryNote) => string {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const speaker = useSpeaker();
  const reason = useReasonText();
  return useCallback(
    (note) => {
      const step = speaker.definition.steps[note.step];
      const name = speaker.name(note.step);
      const until = note.until ? format.dateTime(note.until) : '';
      switch (note.kind) {
        case 'entered':
          return t('dry.story.entered', { trigger: speaker.trigger(speaker.definition.trigger) });
        case 'waits':
          return until ? t('dry.story.waits', { until }) : t('dry.story.waitsOpen', { name });
        case 'branched':
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
        case 'changed':
        case 'not-changed':
        case 'coupon':
          return t(`dry.story.${note.kind}`, { name });
        default:
          return t(`dry.story.${note.kind}`, { name, defaultValue: note.kind });
      }
    },
    [t, format, speaker, reason],
  );
}
