import { graphlib, layout as arrange } from '@dagrejs/dagre';
import { TRIGGER, reachable, ways, type Definition, type StepType } from './definition';

export interface Box {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export const WIDTH = 284;

/** How tall a step is drawn; the picture is laid out before it is measured. */
export function heightOf(type: StepType | 'trigger', withNumbers: boolean): number {
  switch (type) {
    case 'trigger':
      return 92;
    case 'wait':
      return 60;
    case 'send':
      return withNumbers ? 148 : 88;
    case 'branch':
      return 88;
    case 'end':
      return 44;
  }
}

/** Where each step stands: top down, the trigger first, yes to the left of no. */
export function layout(definition: Definition, withNumbers: boolean): Map<string, Box> {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 56, ranksep: 60, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  const ids = reachable(definition);
  graph.setNode(TRIGGER, { width: WIDTH, height: heightOf('trigger', withNumbers) });
  for (const id of ids) {
    const type = definition.steps[id]?.type ?? 'end';
    graph.setNode(id, { width: WIDTH, height: heightOf(type, withNumbers) });
  }
  for (const way of ways(definition)) {
    if (graph.hasNode(way.to)) graph.setEdge(way.from, way.to, {}, way.slot);
  }
  arrange(graph, {
    constraints: ids.flatMap((id) => {
      const step = definition.steps[id];
      return step?.type === 'branch' &&
        step.yes !== step.no &&
        graph.node(step.yes) &&
        graph.node(step.no)
        ? [{ left: step.yes, right: step.no }]
        : [];
    }),
  });
  return new Map(
    [TRIGGER, ...ids].map((id) => {
      const { x, y, width, height } = graph.node(id) as Required<Box>;
      return [id, { id, x: x - width / 2, y: y - height / 2, width, height }];
    }),
  );
}
