import { graphlib, layout as arrange } from '@dagrejs/dagre';
import { TRIGGER, exits, reachable, ways, type Definition, type Step, type StepType, type Way } from './definition';

export interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

/** A way as it is drawn: from the foot of a step, past the others, to the head of the next. */
export interface Route extends Way {
  /** What it ends at: the step, or the mark of an open end. */
  target: string;
  named: boolean;
  points: Point[];
  /** It leads back up. */
  back: boolean;
}

export interface Picture {
  boxes: Map<string, Box>;
  routes: Route[];
}

export const WIDTH = 284;
const LABEL = 104;
/** How far below a step its name and its button stand. */
export const STUB = { named: 58, plain: 36 };

export const openEnd = ({ from, slot }: Pick<Way, 'from' | 'slot'>) => `@open ${from} ${slot}`;

/** How tall a step is drawn; the picture is laid out before it is measured. */
export function heightOf(type: StepType | 'trigger' | 'open', withNumbers: boolean): number {
  switch (type) {
    case 'trigger':
      return 92;
    case 'send':
      return withNumbers ? 148 : 88;
    case 'end':
      return 44;
    case 'open':
      return 36;
    case 'wait':
    case 'holdout':
      return 60;
    default:
      return 88;
  }
}

/** Steps with many ways are wide enough for the names of all of them. */
export function widthOf(step: Step | undefined): number {
  return step?.type === 'end' ? 150 : Math.max(WIDTH, (step ? exits(step).length : 1) * LABEL);
}

const isNamed = (step: Step | undefined) => step !== undefined && (exits(step).length > 1 || step.type === 'split' || step.type === 'random');

/** Where a way leaves its step: `n` ways share its foot. */
function footOf(box: Box, index: number, n: number): Point {
  return { x: box.x + (box.width * (index + 0.5)) / n, y: box.y + box.height };
}

/** The part of a definition that the picture depends on: typing a text does not move a step. */
export function shapeOf(definition: Definition): string {
  return JSON.stringify(ways(definition).map(({ from, slot, to }) => [from, slot, to, definition.steps[from]?.type, definition.steps[from]?.ui ?? 0]));
}

const REMEMBERED = 30;
const remembered = new Map<string, Picture>();

/** The same as `layout`, at once where that shape was on screen not long ago: undoing does not wait. */
export function laidOut(definition: Definition, withNumbers: boolean): Picture {
  const key = `${withNumbers} ${shapeOf(definition)}`;
  const picture = remembered.get(key) ?? layout(definition, withNumbers);
  remembered.delete(key);
  remembered.set(key, picture);
  const oldest = remembered.keys().next();
  if (remembered.size > REMEMBERED && !oldest.done) remembered.delete(oldest.value);
  return picture;
}

/** Where each step stands: top down, the trigger first, main ways to the left. */
export function layout(definition: Definition, withNumbers: boolean): Picture {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 48, ranksep: 70, edgesep: 24, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  const ids = reachable(definition);
  const known = new Set([TRIGGER, ...ids]);
  graph.setNode(TRIGGER, { width: WIDTH, height: heightOf('trigger', withNumbers) });
  for (const id of ids) {
    const step = definition.steps[id];
    graph.setNode(id, { width: widthOf(step), height: heightOf(step?.type ?? 'end', withNumbers) });
  }
  const all = ways(definition).map((way) => ({
    ...way,
    target: known.has(way.to) ? way.to : openEnd(way),
    named: isNamed(definition.steps[way.from]),
  }));
  for (const way of all) {
    if (!known.has(way.target)) graph.setNode(way.target, { width: 132, height: heightOf('open', withNumbers) });
    graph.setEdge(way.from, way.target, { width: 1, height: way.named ? 34 : 1, labelpos: 'c' }, way.slot);
  }
  const beside = new Map<string, string[]>();
  for (const { from, target } of all) beside.set(from, [...(beside.get(from) ?? []), target]);
  arrange(graph, {
    constraints: [...beside.values()].flatMap((targets) => {
      const apart = [...new Set(targets)];
      return apart.slice(1).map((right, i) => ({ left: apart[i] as string, right }));
    }),
  });
  const boxes = new Map<string, Box>();
  const moved = new Set<string>();
  for (const id of graph.nodes()) {
    const { x, y, width, height } = graph.node(id) as Required<Box>;
    const { dx = 0, dy = 0 } = definition.steps[id]?.ui ?? {};
    if (dx !== 0 || dy !== 0) moved.add(id);
    boxes.set(id, { id, x: x - width / 2 + dx, y: y - height / 2 + dy, width, height });
  }
  const routes = all.flatMap((way): Route[] => {
    const source = boxes.get(way.from);
    const target = boxes.get(way.target);
    if (!source || !target) return [];
    const step = definition.steps[way.from];
    const out = step ? exits(step) : [{ slot: 'start' }];
    const start = footOf(source, Math.max(0, out.findIndex(({ slot }) => slot === way.slot)), out.length);
    const end = { x: target.x + target.width / 2, y: target.y };
    const stub = start.y + STUB[way.named ? 'named' : 'plain'];
    const { points = [] } = graph.edge(way.from, way.target, way.slot) as { points?: Point[] };
    const between =
      moved.has(way.from) || moved.has(way.target)
        ? []
        : points.slice(1, -1).filter((point) => point.y > stub + 24 && point.y < end.y - 24);
    return [{ ...way, points: [start, ...between, end], back: end.y < stub }];
  });
  return { boxes, routes };
}

/** The line of a route: straight past its name and button, then in soft bends. */
export function pathOf({ points, named, back }: Pick<Route, 'points' | 'named' | 'back'>): string {
  const start = points[0] as Point;
  const end = points[points.length - 1] as Point;
  const foot = start.y + STUB[named ? 'named' : 'plain'] - 8;
  if (back) {
    const side = Math.max(start.x, end.x) + WIDTH / 2 + 36;
    const over = end.y - 24;
    return `M ${start.x},${start.y} L ${start.x},${foot} C ${start.x},${foot + 24} ${side},${foot + 24} ${side},${foot} L ${side},${over + 12} C ${side},${over - 18} ${end.x},${over - 18} ${end.x},${end.y}`;
  }
  let path = `M ${start.x},${start.y} L ${start.x},${foot}`;
  let at = { x: start.x, y: foot };
  for (const next of points.slice(1)) {
    const middle = (at.y + next.y) / 2;
    path += at.x === next.x ? ` L ${next.x},${next.y}` : ` C ${at.x},${middle} ${next.x},${middle} ${next.x},${next.y}`;
    at = next;
  }
  return path;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The step that an arrow key goes to: along the flow, or to what stands beside. */
export function neighbour({ boxes, routes }: Picture, id: string, direction: Direction): string | null {
  const here = boxes.get(id);
  if (!here) return null;
  if (direction === 'down') return routes.find((way) => way.from === id && boxes.has(way.to))?.to ?? null;
  if (direction === 'up') return routes.find((way) => way.to === id && !way.back)?.from ?? null;
  const sign = direction === 'left' ? -1 : 1;
  const middle = (box: Box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const from = middle(here);
  let best: string | null = null;
  let least = Infinity;
  for (const box of boxes.values()) {
    if (box.id === id || box.id.startsWith('@open')) continue;
    const to = middle(box);
    const aside = (to.x - from.x) * sign;
    const off = Math.abs(to.y - from.y);
    if (aside < 20 || off > 160) continue;
    const far = aside + 3 * off;
    if (far < least) [best, least] = [box.id, far];
  }
  return best;
}

/** The picture while a step is being dragged. */
export function shifted(picture: Picture, id: string, x: number, y: number): Picture {
  const box = picture.boxes.get(id);
  if (!box) return picture;
  const by = { x: x - box.x, y: y - box.y };
  const routes = picture.routes.map((route) => {
    if (route.from !== id && route.target !== id) return route;
    const first = route.points[0] as Point;
    const last = route.points[route.points.length - 1] as Point;
    const start = route.from === id ? { x: first.x + by.x, y: first.y + by.y } : first;
    const end = route.target === id ? { x: last.x + by.x, y: last.y + by.y } : last;
    return { ...route, points: [start, end], back: end.y < start.y + STUB[route.named ? 'named' : 'plain'] };
  });
  return { boxes: new Map(picture.boxes).set(id, { ...box, x, y }), routes };
}

/** Where the button of a way stands. */
export function plusOf({ points, named }: Pick<Route, 'points' | 'named'>): Point {
  const start = points[0] as Point;
  return { x: start.x, y: start.y + (named ? 43 : 21) };
}
