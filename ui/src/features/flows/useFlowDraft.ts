import { useCallback, useMemo, useState } from 'react';
import { ApiError } from '@/lib/api/client';
import { useCanChange, useShop } from '@/lib/session';
import { useUndo } from '@/lib/useUndo';
import type { Definition } from './graph/definition';
import { merged, problemsOf } from './graph/problems';
import { useSaveFlow } from './queries';
import type { Flow, FlowFault } from './types';
import { forget, readKept, useKeeping } from './useKeptDraft';

/** The definition as it is being edited, apart from the one that is saved. */
export function useFlowDraft(flow: Flow) {
  const canChange = useCanChange();
  const { locale } = useShop();
  const readOnly = !canChange || flow.status === 'archived';
  // unsaved work of an earlier visit, as far as it differs from what is saved
  const [kept, setKept] = useState(() => {
    const found = readOnly ? null : readKept(flow.id);
    if (!found || JSON.stringify(found.definition) === JSON.stringify(flow.definition)) return null;
    return { ...found, outdated: found.base !== flow.updatedAt };
  });
  const editor = useUndo<Definition>(kept?.definition ?? flow.definition);
  const save = useSaveFlow(flow.id);
  // grows when the value changes from outside its inputs, so that they start anew
  const [epoch, setEpoch] = useState(0);
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
  useKeeping(flow.id, base, editor.value, dirty && !readOnly);
  const refused = useMemo<FlowFault[]>(() => {
    const body = save.error instanceof ApiError ? (save.error.body as { errors?: FlowFault[] } | undefined) : undefined;
    return body?.errors ?? [];
  }, [save.error]);
  const told = dirty ? refused : flow.problems;
  const problems = useMemo(
    () => merged(problemsOf(editor.value, locale), told, editor.value),
    [editor.value, locale, told],
  );
  const { undo, redo, reset } = editor;
  return {
    definition: editor.value,
    set: editor.set,
    undo: useCallback(() => {
      undo();
      setEpoch((n) => n + 1);
    }, [undo]),
    redo: useCallback(() => {
      redo();
      setEpoch((n) => n + 1);
    }, [redo]),
    epoch,
    canUndo: editor.canUndo,
    canRedo: editor.canRedo,
    discard: useCallback(() => {
      reset(flow.definition);
      forget(flow.id);
      setKept(null);
      setEpoch((n) => n + 1);
    }, [reset, flow.definition, flow.id]),
    dirty,
    /** Set when the unsaved work of an earlier visit was taken up again. */
    resumed: dirty && kept ? { at: kept.at, outdated: kept.outdated } : null,
    readOnly,
    problems,
    save: (onSaved?: (saved: Flow) => void) =>
      save.mutate(
        { definition: editor.value },
        {
          onSuccess: (saved) => {
            setBase({ version: saved.version, updatedAt: saved.updatedAt, definition: saved.definition });
            editor.reset(saved.definition);
            setKept(null);
            onSaved?.(saved);
          },
        },
      ),
    saving: save.isPending,
    saveError: save.error,
  };
}

export type FlowDraft = ReturnType<typeof useFlowDraft>;
