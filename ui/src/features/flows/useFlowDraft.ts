import { useMemo, useState } from 'react';
import { ApiError } from '@/lib/api/client';
import { useCanChange, useShop } from '@/lib/session';
import { useUndo } from '@/lib/useUndo';
import type { Definition } from './definition';
import { problemsOf, type Problem } from './problems';
import { useSaveFlow } from './queries';
import type { Flow, FlowFault } from './types';

/** The definition as it is being edited, apart from the one that is saved. */
export function useFlowDraft(flow: Flow) {
  const canChange = useCanChange();
  const { locale } = useShop();
  const editor = useUndo<Definition>(flow.definition);
  const save = useSaveFlow(flow.id);
  // grows when the value changes from outside its inputs, so that they start anew
  const [epoch, setEpoch] = useState(0);
  const renewed = (act: () => void) => () => {
    act();
    setEpoch((n) => n + 1);
  };
  // what the editor started from; a save by someone else does not throw the draft away
  const [base, setBase] = useState({ version: flow.version, updatedAt: flow.updatedAt, definition: flow.definition });
  const dirty = useMemo(
    () => editor.value !== base.definition && JSON.stringify(editor.value) !== JSON.stringify(base.definition),
    [editor.value, base.definition],
  );
  if (!dirty && flow.updatedAt !== base.updatedAt) {
    setBase({ version: flow.version, updatedAt: flow.updatedAt, definition: flow.definition });
    editor.reset(flow.definition);
  }
  const own = useMemo<Problem[]>(() => problemsOf(editor.value, locale), [editor.value, locale]);
  const refused = useMemo<FlowFault[]>(() => {
    const body = save.error instanceof ApiError ? (save.error.body as { errors?: FlowFault[] } | undefined) : undefined;
    return body?.errors ?? [];
  }, [save.error]);
  const told: FlowFault[] = dirty ? refused : flow.problems;
  return {
    definition: editor.value,
    set: editor.set,
    undo: renewed(editor.undo),
    redo: renewed(editor.redo),
    epoch,
    canUndo: editor.canUndo,
    canRedo: editor.canRedo,
    discard: renewed(() => editor.reset(flow.definition)),
    dirty,
    readOnly: !canChange || flow.status === 'archived',
    own,
    told,
    save: (onSaved?: (saved: Flow) => void) =>
      save.mutate(
        { definition: editor.value },
        {
          onSuccess: (saved) => {
            setBase({ version: saved.version, updatedAt: saved.updatedAt, definition: saved.definition });
            editor.reset(saved.definition);
            onSaved?.(saved);
          },
        },
      ),
    saving: save.isPending,
    saveError: save.error,
  };
}

export type FlowDraft = ReturnType<typeof useFlowDraft>;
