import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyDone } from '@/lib/notify';
import type { Acts } from './canvas/context';
import type { StepType } from './graph/definition';
import { clipOf, dragged, duplicateStep, insertStep, lostWith, moveStep, paste, reattach, removeSteps, type Clip, type Spot } from './graph/edit';
import { writeClip } from './useClip';
import type { FlowDraft } from './useFlowDraft';

interface Wanted {
  draft: FlowDraft;
  clip: Clip | null;
  onMade: (id: string) => void;
}

/** What can be done to the steps, each as one undoable change; null where nothing may be changed. */
export function useActs({ draft, clip, onMade }: Wanted): Acts | null {
  const { t } = useTranslation('flows');
  const { definition, set, readOnly } = draft;
  return useMemo<Acts | null>(() => {
    if (readOnly) return null;
    const copy = (ids: string[]): boolean => {
      const found = clipOf(definition, ids);
      if (!found) return false;
      writeClip(found);
      notifyDone(t('copy.done', { count: Object.keys(found.steps).length }));
      return true;
    };
    const remove = (ids: string[]) => {
      const lost = lostWith(definition, ids);
      set(removeSteps(definition, ids));
      if (lost > 0) notifyDone(t('removedWith', { count: lost }));
    };
    return {
      insert: (spot: Spot, type: StepType) => {
        const made = insertStep(definition, spot, type);
        set(made.definition);
        onMade(made.id);
      },
      paste: (spot) => {
        if (!clip) return;
        const made = paste(definition, spot, clip);
        set(made.definition);
        onMade(made.id);
      },
      copy: (ids) => void copy(ids),
      cut: (ids) => {
        if (copy(ids)) remove(ids);
      },
      duplicate: (id) => {
        const made = duplicateStep(definition, id);
        set(made.definition);
        if (made.id !== id) onMade(made.id);
      },
      remove,
      move: (id, spot) => {
        const moved = moveStep(definition, id, spot);
        if (moved) set(moved);
      },
      reattach: (spot, to) => set(reattach(definition, spot, to)),
      drag: (id, by) => set(dragged(definition, id, by)),
    };
  }, [definition, set, readOnly, clip, onMade, t]);
}
