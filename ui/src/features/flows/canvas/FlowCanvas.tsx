import { useComputedColorScheme } from '@mantine/core';
import {
  Background,
  BackgroundVariant,
  ControlButton,
  Controls,
  MiniMap,
  ReactFlow,
  type Node,
  type NodeChange,
  type ReactFlowInstance,
} from '@xyflow/react';
import { IconMaximize } from '@tabler/icons-react';
import '@xyflow/react/dist/style.css';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TRIGGER, type Definition } from '../graph/definition';
import { moveStep, type Clip } from '../graph/edit';
import { laidOut, plusOf, shapeOf, shifted, type Point } from '../graph/layout';
import { wayId, wayNumbers } from '../graph/numbers';
import type { StepNumbers } from '../types';
import { Canvas, type Acts, type CanvasContext } from './context';
import classes from './FlowCanvas.module.css';
import { OpenEnd } from './OpenEnd';
import { edgeOf, nodeOf, type Way } from './parts';
import { StepNode } from './StepNode';
import { useCanvasKeys } from './useCanvasKeys';
import { inView, opening, whole } from './view';
import { WayEdge } from './WayEdge';

interface Props {
  definition: Definition;
  /** Numbers by step; null for a flow that nobody has entered yet. */
  numbers: Record<string, StepNumbers | undefined> | null;
  entered: number | null;
  /** How many went each way, where that is known; else it is told from the steps' numbers. */
  ways?: Map<string, number>;
  problems: Set<string>;
  opened: string | null;
  onOpen: (id: string | null) => void;
  selection: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
  /** The step to bring into view; a new object each time. */
  goTo: { id: string; focus?: boolean } | null;
  trail: ReadonlySet<string> | null;
  clip: Clip | null;
  /** Missing where nothing may be changed. */
  acts: Acts | null;
  children?: ReactNode;
}

const REACH = 70;
/** From so many steps on only those on screen are drawn. */
const MANY = 40;

type PictureView = ReactFlowInstance<Node, Way>;

const nodeTypes = { step: StepNode, open: OpenEnd };
const edgeTypes = { way: WayEdge };

/** The picture of a flow, laid out from the top down, to be walked with the arrow keys. */
export function FlowCanvas(props: Props) {
  const { definition, numbers, entered, opened, onOpen, selection, onSelect, goTo, trail, acts, children } = props;
  const { t } = useTranslation('flows');
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<PictureView | null>(null);
  const [current, setCurrent] = useState(opened ?? TRIGGER);
  const [adding, setAdding] = useState<string | null>(null);
  const [drag, setDrag] = useState<{ id: string; x: number; y: number } | null>(null);
  const [hot, setHot] = useState<string | null>(null);
  const [joining, setJoining] = useState(false);
  const scheme = useComputedColorScheme('light');
  const withNumbers = numbers !== null;
  const editable = acts !== null;
  const shape = shapeOf(definition);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- what is typed in a step does not move it
  const standing = useMemo(() => laidOut(definition, withNumbers), [shape, withNumbers]);
  const picture = useMemo(() => (drag ? shifted(standing, drag.id, drag.x, drag.y) : standing), [standing, drag]);
  const { boxes, routes } = picture;
  const here = definition.steps[current] || current === TRIGGER ? current : TRIGGER;

  const still = useMemo(
    () => [...standing.boxes.values()].map((box) => nodeOf(box, definition, editable)),
    // the layout is of this definition's shape
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [standing, editable],
  );
  const stillWays = useMemo(() => standing.routes.map((route) => edgeOf(route, editable)), [standing, editable]);
  // while one step is dragged all others, and the ways that do not touch it, stay the very same
  const nodes = useMemo(
    () => (drag ? still.map((node) => (node.id === drag.id ? { ...node, position: { x: drag.x, y: drag.y }, zIndex: 10 } : node)) : still),
    [still, drag],
  );
  const edges = useMemo(
    () => (routes === standing.routes ? stillWays : routes.map((route, i) => (route === standing.routes[i] ? (stillWays[i] as Way) : edgeOf(route, editable)))),
    [routes, standing, stillWays, editable],
  );
  const counts = useMemo(
    () => props.ways ?? (numbers ? wayNumbers(definition, numbers, entered ?? 0) : new Map<string, number>()),
    [definition, numbers, entered, props.ways],
  );

  /** Brings a step into view and, where asked, the keyboard to it. */
  const reach = useCallback(
    (id: string, focus: boolean) => {
      setCurrent(id);
      const box = standing.boxes.get(id);
      const element = frame.current;
      if (!box || !view || !element) return;
      const now = view.getViewport();
      if (!inView(box, now, element)) void view.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: Math.max(0.7, now.zoom), duration: 0 });
      if (!focus) return;
      // a step out of sight is drawn a moment after the view has come to it
      let tries = 12;
      const seek = () => {
        const button = element.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`);
        if (button) button.focus({ preventScroll: true });
        else if (tries-- > 0) requestAnimationFrame(seek);
      };
      requestAnimationFrame(seek);
    },
    [standing, view],
  );
  const reached = useRef<object | null>(null);
  useEffect(() => {
    if (!goTo || !view || reached.current === goTo) return;
    reached.current = goTo;
    reach(goTo.id, goTo.focus ?? false);
  }, [goTo, view, reach]);

  const press = useCallback(
    (id: string, extend: boolean) => {
      setCurrent(id);
      if (!extend || id === TRIGGER) {
        onSelect(new Set());
        onOpen(id);
        return;
      }
      const next = new Set(selection);
      if (opened && opened !== TRIGGER) next.add(opened);
      if (next.has(id)) next.delete(id);
      else next.add(id);
      onSelect(next);
    },
    [onOpen, onSelect, opened, selection],
  );
  const onKeyDown = useCanvasKeys({ definition, picture: standing, acts, clip: props.clip, selection, onSelect, onOpen, reach, setAdding });

  // what was in the middle stays there when the panel beside opens or closes
  useEffect(() => {
    const element = frame.current;
    if (!element || !view) return;
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      const by = (element.clientWidth - width) / 2;
      width = element.clientWidth;
      const now = view.getViewport();
      if (by !== 0) void view.setViewport({ ...now, x: now.x + by });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [view]);

  /** The edge whose button is near enough to take the step that is dragged. */
  const near = (id: string, at: Point): string | null => {
    let best: string | null = null;
    let least = REACH;
    for (const route of standing.routes) {
      if (route.from === id || route.target === id) continue;
      const plus = plusOf(route);
      const far = Math.hypot(plus.x - at.x, plus.y - at.y);
      if (far < least) [best, least] = [wayId(route), far];
    }
    const way = standing.routes.find((route) => wayId(route) === best);
    return way && moveStep(definition, id, way) ? best : null;
  };
  const pointer = (event: MouseEvent | TouchEvent): Point => {
    const at = 'touches' in event ? (event.touches[0] ?? event.changedTouches[0]) : event;
    return view?.screenToFlowPosition({ x: at?.clientX ?? 0, y: at?.clientY ?? 0 }) ?? { x: 0, y: 0 };
  };
  const drop = (id: string, x: number, y: number) => {
    const way = standing.routes.find((route) => wayId(route) === hot);
    const box = standing.boxes.get(id);
    const { dx = 0, dy = 0 } = definition.steps[id]?.ui ?? {};
    setDrag(null);
    setHot(null);
    if (way) acts?.move(id, way);
    else if (box) acts?.drag(id, { dx: Math.round(dx + x - box.x), dy: Math.round(dy + y - box.y) });
  };

  const { problems, clip } = props;
  const context = useMemo<CanvasContext>(
    () => ({ definition, numbers, entered, counts, problems, opened, selection, current: here, trail, adding, hot, clip, acts, press, setAdding }),
    [definition, numbers, entered, counts, problems, opened, selection, here, trail, adding, hot, clip, acts, press],
  );
  const labels = useMemo(
    () => ({
      'controls.ariaLabel': t('zoom.label'),
      'controls.zoomIn.ariaLabel': t('zoom.in'),
      'controls.zoomOut.ariaLabel': t('zoom.out'),
      'minimap.ariaLabel': t('zoom.map'),
    }),
    [t],
  );
  return (
    // the keys are those of the step that has the focus
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={frame} className={classes.canvas} data-testid="flow-canvas" data-joining={joining || undefined} onKeyDown={onKeyDown}>
      <Canvas.Provider value={context}>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          colorMode={scheme}
          onInit={(instance) => {
            void instance.setViewport(opening(boxes, frame.current));
            setView(instance);
          }}
          minZoom={0.05}
          maxZoom={1.5}
          nodesConnectable={editable}
          elementsSelectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          nodeDragThreshold={6}
          autoPanOnNodeFocus={false}
          zoomOnDoubleClick={false}
          panOnScroll
          preventScrolling
          onlyRenderVisibleElements={boxes.size > MANY}
          onNodesChange={(changes: NodeChange[]) => {
            for (const change of changes)
              if (change.type === 'position' && change.position && change.dragging) setDrag({ id: change.id, ...change.position });
          }}
          onNodeDrag={(event, node) => setHot(near(node.id, pointer(event)))}
          onNodeDragStop={(_event, node) => drop(node.id, node.position.x, node.position.y)}
          onReconnectStart={() => setJoining(true)}
          onReconnectEnd={() => setJoining(false)}
          onReconnect={(edge, { target }) => {
            const way = routes.find((route) => wayId(route) === edge.id);
            if (way && target !== way.from) acts?.reattach(way, target);
          }}
          onPaneClick={() => {
            onSelect(new Set());
            onOpen(null);
          }}
          proOptions={{ hideAttribution: true }}
          aria-label={t('canvas')}
          ariaLabelConfig={labels}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
          <Controls showInteractive={false} showFitView={false}>
            <ControlButton aria-label={t('zoom.fit')} title={t('zoom.fit')} onClick={() => void view?.setViewport(whole(boxes, frame.current))}>
              <IconMaximize size={13} />
            </ControlButton>
          </Controls>
          {boxes.size > 14 && <MiniMap pannable zoomable className={classes.map} nodeBorderRadius={30} />}
          {children}
        </ReactFlow>
      </Canvas.Provider>
    </div>
  );
}
