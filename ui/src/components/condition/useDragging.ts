import {
  closestCenter,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
  type Announcements,
  type CollisionDetection,
  type DragEndEvent,
  type KeyboardCoordinateGetter,
} from '@dnd-kit/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { depthOf, holds, move, parentOf, type Group, type Node } from './tree';

/** The server takes conditions eight deep: seven groups and a row. */
const DEEPEST = 7;

interface Place {
  group: string;
  index: number;
}

const collide: CollisionDetection = (args) => {
  const within = pointerWithin(args);
  return within.length > 0 ? within : closestCenter(args);
};

/** Up and down go from gap to gap. */
const fromGapToGap: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const way = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
  if (way === 0) return undefined;
  event.preventDefault();
  const gaps = [...context.droppableRects.values()].sort((a, b) => a.top - b.top);
  const here = currentCoordinates.y;
  const next =
    way > 0 ? gaps.find((gap) => gap.top > here + 2) : gaps.reverse().find((gap) => gap.top < here - 2);
  return next ? { x: next.left, y: next.top } : undefined;
};

function find(node: Node, id: string): Node | undefined {
  if (node.id === id) return node;
  return node.kind === 'group' ? node.items.map((item) => find(item, id)).find(Boolean) : undefined;
}

function level(root: Group, id: string): number {
  const parent = parentOf(root, id);
  return parent ? 1 + level(root, parent.id) : 0;
}

/** Where a dragged thing was dropped, as a change of the tree. */
export function dropped(root: Group, id: string, place: Place): Group {
  const node = find(root, id);
  if (!node || holds(node, place.group)) return root;
  if (level(root, place.group) + 1 + depthOf(node) > DEEPEST) return root;
  return move(root, id, place.group, place.index);
}

/** What dnd-kit needs for the builder: by pointer, by finger and by keys. */
export function useDragging(root: Group, onChange: (root: Group) => void) {
  const { t } = useTranslation('condition');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: fromGapToGap }),
  );
  const accessibility = useMemo(() => {
    const said = (key: string) => ({ active }: { active: { data: { current?: Record<string, unknown> } } }) =>
      t(key as never, { name: String(active.data.current?.name ?? '') } as never) as unknown as string;
    const announcements: Announcements = {
      onDragStart: said('ui.dragStart'),
      onDragOver: () => undefined,
      onDragEnd: said('ui.dragEnd'),
      onDragCancel: said('ui.dragCancel'),
    };
    return { announcements, screenReaderInstructions: { draggable: t('ui.dragHow') } };
  }, [t]);
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    const place = over?.data.current as Place | undefined;
    if (!place) return;
    const next = dropped(root, String(active.id), place);
    if (next !== root) onChange(next);
  };
  return { sensors, accessibility, collisionDetection: collide, onDragEnd };
}
