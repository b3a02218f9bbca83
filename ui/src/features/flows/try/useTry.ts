import { useMemo, useState } from 'react';
import type { ProfileRow } from '@/lib/api/types';
import { useShop } from '@/lib/session';
import { useNow } from '@/lib/useNow';
import { TRIGGER, type Definition } from '../graph/definition';
import { walk, type Answer } from '../graph/walk';

/** A test run over the definition as it stands on the screen. */
export function useTry(definition: Definition) {
  const { timezone } = useShop();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const [entered, setEntered] = useState<Date | null>(null);
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const [person, setPerson] = useState<ProfileRow | null>(null);
  const start = entered ?? now;
  const way = useMemo(() => (open ? walk(definition, start, answers, timezone) : null), [open, definition, start, answers, timezone]);
  const trail = useMemo(() => (way ? new Set([TRIGGER, ...way.stops.map(({ id }) => id)]) : null), [way]);
  return {
    open,
    setOpen: (next: boolean) => {
      // the clock of this try stands still from now on
      if (next && !entered) setEntered(now);
      setOpen(next);
    },
    walk: way,
    trail,
    entered: start,
    setEntered,
    answers,
    setAnswers,
    person,
    setPerson,
  };
}
