import { Text } from '@mantine/core';
import { BaseEdge, EdgeLabelRenderer, type Edge, type EdgeProps } from '@xyflow/react';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';
import { wayId } from '../graph/numbers';
import { pathOf, plusOf, type Point, type Route } from '../graph/layout';
import { useWayName } from '../useWayName';
import { useCanvas } from './context';
import classes from './FlowCanvas.module.css';
import { Palette } from './Palette';

export interface WayData extends Record<string, unknown> {
  route: Route;
}

/** A way between two steps: its name, how many took it, and a button that puts a step on it. */
export function WayEdge({ markerEnd, data }: EdgeProps<Edge<WayData>>) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const wayName = useWayName();
  const { definition, counts, acts, adding, setAdding, hot, clip, trail } = useCanvas();
  if (!data) return null;
  const { route } = data;
  const id = wayId(route);
  const start = route.points[0] as Point;
  const plus = plusOf(route);
  const count = counts.get(id);
  const name = route.named ? wayName(definition, route) : null;
  const label = name ? t('addStepOn', { way: name }) : t('addStep');
  const at = ({ x, y }: Point) => ({ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` });
  const walked = trail?.has(route.from) && trail.has(route.to);
  return (
    <>
      <BaseEdge
        path={pathOf(route)}
        markerEnd={markerEnd}
        className={hot === id ? classes.hot : walked ? classes.walked : trail ? classes.faint : undefined}
      />
      <EdgeLabelRenderer>
        {name && (
          <div className={classes.label} style={at({ x: start.x, y: start.y + 17 })}>
            <span className={classes.way} title={name}>
              {name}
            </span>
          </div>
        )}
        {acts && (
          <div className={classes.label} style={at(plus)}>
            {adding === id ? (
              <Palette onClose={() => setAdding(null)} onPick={(type) => acts.insert(route, type)} onPaste={clip ? () => acts.paste(route) : undefined} label={label} />
            ) : (
              <button
                type="button"
                className={`${classes.plus} nodrag nopan`}
                data-open={hot === id || undefined}
                aria-label={label}
                aria-expanded={false}
                tabIndex={-1}
                onClick={() => setAdding(id)}
              >
                <IconPlus size={14} />
              </button>
            )}
          </div>
        )}
        {count !== undefined && (
          <div
            className={classes.count}
            style={{ transform: `translate(${plus.x + (acts ? 17 : 8)}px, ${plus.y - 9}px)` }}
            title={t('passed', { count, n: format.number(count) })}
          >
            <Text span fz={12} fw={500} c="dimmed">
              {format.number(count)}
            </Text>
          </div>
        )}
      </EdgeLabelRenderer>
    </>
  );
}
