import type { KeyboardEvent } from 'react';
import { TRIGGER, type Definition } from '../graph/definition';
import { spotAfter, type Clip } from '../graph/edit';
import { neighbour, type Direction, type Picture } from '../graph/layout';
import { wayId } from '../graph/numbers';
import type { Acts } from './context';

interface Keys {
  definition: Definition;
  picture: Picture;
  acts: Acts | null;
  clip: Clip | null;
  selection: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
  onOpen: (id: string | null) => void;
  reach: (id: string, focus: boolean) => void;
  setAdding: (way: string | null) => void;
}

const ARROWS: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

/** The keys of the picture: arrows walk, Enter opens, Delete takes out, + adds, and the usual ones copy and paste. */
export function useCanvasKeys({ definition, picture, acts, clip, selection, onSelect, onOpen, reach, setAdding }: Keys) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const id = (event.target as HTMLElement).dataset.step;
    if (!id) return;
    const chosen = selection.size > 0 ? [...selection] : id === TRIGGER ? [] : [id];
    const spot = spotAfter(definition, id);
    const mod = event.ctrlKey || event.metaKey;
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    const go = (next: string | null) => {
      handled();
      if (!next) return;
      if (event.shiftKey && next !== TRIGGER) onSelect(new Set([...chosen, next]));
      else if (selection.size > 0) onSelect(new Set());
      reach(next, true);
    };
    const arrow = ARROWS[event.key];
    if (arrow && !mod && !event.altKey) return go(neighbour(picture, id, arrow));
    if (event.key === 'Home') return go(TRIGGER);
    if (event.key === 'Escape') {
      onSelect(new Set());
      return onOpen(null);
    }
    if (!acts) return;
    const key = event.key.toLowerCase();
    if (event.key === 'Delete' || event.key === 'Backspace') {
      handled();
      const next = neighbour(picture, id, 'up') ?? TRIGGER;
      acts.remove(chosen);
      reach(next, true);
    } else if ((event.key === '+' || event.key === 'Insert') && spot) {
      handled();
      setAdding(wayId(spot));
    } else if (mod && key === 'c' && chosen.length > 0) {
      handled();
      acts.copy(chosen);
    } else if (mod && key === 'x' && chosen.length > 0) {
      handled();
      acts.cut(chosen);
      reach(neighbour(picture, id, 'up') ?? TRIGGER, true);
    } else if (mod && key === 'v' && clip && spot) {
      handled();
      acts.paste(spot);
    } else if (mod && key === 'd') {
      handled();
      acts.duplicate(id);
    }
  };
}
