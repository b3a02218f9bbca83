import { useComputedColorScheme } from '@mantine/core';
import { Background, BackgroundVariant, Controls, MarkerType, ReactFlow, type Edge, type Node, type ReactFlowInstance, type Viewport } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TRIGGER, reachable, ways, type Definition, type Slot, type StepType } from './definition';
import classes from './FlowCanvas.module.css';
import { layout, type Box } from './layout';
import { StepNode, type StepNodeData } from './StepNode';
import type { StepNumbers } from './types';
import { WayEdge, type WayData } from './WayEdge';

interface Props {
  definition: Definition;
  /** Numbers by step; null for a flow that nobody has entered yet. */
  numbers: Record<string, StepNumbers | undefined> | null;
  entered: number | null;
  /** Ids of steps with something wrong. */
  problems: Set<string>;
  selected: string | null;
  onSelect: (id: string | null) => void;
  /** Missing where nothing may be changed. */
  onInsert?: (way: { from: string; slot: Slot }, type: Exclude<StepType, 'end'>) => void;
}

const MARGIN = 28;
const SMALLEST = 0.85;

/** The view one opens with: the start on top, as much below it as can still be read. */
function opening(boxes: Map<string, Box>, frame: HTMLElement | null): Viewport {
  const all = [...boxes.values()];
  const width = frame?.clientWidth ?? 800;
  const height = frame?.clientHeight ?? 600;
  const left = Math.min(...all.map((box) => box.x));
  const right = Math.max(...all.map((box) => box.x + box.width));
  const bottom = Math.max(...all.map((box) => box.y + box.height));
  const fit = Math.min((width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / bottom);
  const zoom = Math.min(1, Math.max(SMALLEST, fit));
  const start = boxes.get(TRIGGER);
  const middle = (right - left) * zoom <= width ? (left + right) / 2 : (start?.x ?? 0) + (start?.width ?? 0) / 2;
  return { x: width / 2 - middle * zoom, y: MARGIN, zoom };
}

type Picture = ReactFlowInstance<Node<StepNodeData>, Edge<WayData>>;

const nodeTypes = { step: StepNode };
const edgeTypes = { way: WayEdge };

/** The picture of a flow, laid out from the top down. */
export function FlowCanvas({ definition, numbers, entered, problems, selected, onSelect, onInsert }: Props) {
  const { t } = useTranslation('flows');
  const frame = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<Picture | null>(null);
  const scheme = useComputedColorScheme('light');
  const boxes = useMemo(() => layout(definition, numbers !== null), [definition, numbers]);
  const nodes = useMemo<Node<StepNodeData>[]>(
    () =>
      [TRIGGER, ...reachable(definition)].flatMap((id) => {
        const box = boxes.get(id);
        const step = definition.steps[id];
        if (!box || (!step && id !== TRIGGER)) return [];
        return [
          {
            id,
            type: 'step',
            position: { x: box.x, y: box.y },
            width: box.width,
            height: box.height,
            draggable: false,
            connectable: false,
            focusable: false,
            data: {
              definition,
              step,
              numbers: numbers ? numbers[id] : null,
              entered,
              problem: problems.has(id),
              selected: selected === id,
              onSelect: () => onSelect(id),
            },
          },
        ];
      }),
    [definition, boxes, numbers, entered, problems, selected, onSelect],
  );
  const edges = useMemo<Edge<WayData>[]>(
    () =>
      ways(definition)
        .filter((way) => boxes.has(way.to))
        .map((way) => ({
          id: `${way.from}:${way.slot}`,
          type: 'way',
          source: way.from,
          target: way.to,
          focusable: false,
          markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
          data: {
            slot: way.slot,
            insert: onInsert && ((type) => onInsert({ from: way.from, slot: way.slot }, type)),
          },
        })),
    [definition, boxes, onInsert],
  );
  // what was in the middle stays there when the panel beside opens or closes
  useEffect(() => {
    const element = frame.current;
    if (!element || !picture) return;
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      const by = (element.clientWidth - width) / 2;
      width = element.clientWidth;
      const now = picture.getViewport();
      if (by !== 0) void picture.setViewport({ ...now, x: now.x + by });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [picture]);
  return (
    <div ref={frame} className={classes.canvas} data-testid="flow-canvas">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={scheme}
        onInit={(picture) => {
          void picture.setViewport(opening(boxes, frame.current));
          setPicture(picture);
        }}
        minZoom={0.15}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        zoomOnDoubleClick={false}
        panOnScroll
        preventScrolling
        onPaneClick={() => onSelect(null)}
        proOptions={{ hideAttribution: true }}
        aria-label={t('canvas')}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
