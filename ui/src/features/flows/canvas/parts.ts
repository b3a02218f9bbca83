import { MarkerType, Position, type Edge, type Node } from '@xyflow/react';
import { TRIGGER, exits, type Definition } from '../graph/definition';
import type { Box, Route } from '../graph/layout';
import { wayId } from '../graph/numbers';
import type { WayData } from './WayEdge';

/** A way as the picture holds it. */
export type Way = Edge<WayData>;

const NOTHING = {};
const HEAD = { type: MarkerType.ArrowClosed, width: 22, height: 22, markerUnits: 'userSpaceOnUse' };

/** A step as the picture holds it. */
export function nodeOf(box: Box, definition: Definition, editable: boolean): Node {
  const step = definition.steps[box.id];
  const open = box.id !== TRIGGER && !step;
  const out = step ? exits(step) : box.id === TRIGGER ? [{ slot: 'start' }] : [];
  return {
    id: box.id,
    type: open ? 'open' : 'step',
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    draggable: editable && !open && box.id !== TRIGGER,
    connectable: editable && !open,
    focusable: false,
    zIndex: 0,
    handles: [
      ...(box.id === TRIGGER ? [] : [{ type: 'target' as const, position: Position.Top, x: box.width / 2, y: 0, width: 1, height: 1 }]),
      ...(out.length ? [{ type: 'source' as const, position: Position.Bottom, x: box.width / 2, y: box.height, width: 1, height: 1 }] : []),
    ],
    data: NOTHING,
  };
}

export function edgeOf(route: Route, editable: boolean): Way {
  return {
    id: wayId(route),
    type: 'way',
    source: route.from,
    target: route.target,
    focusable: false,
    selectable: false,
    reconnectable: editable ? ('target' as const) : false,
    markerEnd: HEAD,
    data: { route },
  };
}
