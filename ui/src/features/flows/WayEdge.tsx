import { ActionIcon, Menu } from '@mantine/core';
import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath, type Edge, type EdgeProps } from '@xyflow/react';
import { IconArrowsSplit2, IconClock, IconMail, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Slot, StepType } from './definition';
import classes from './FlowCanvas.module.css';

export interface WayData extends Record<string, unknown> {
  slot: Slot;
  insert?: (type: Exclude<StepType, 'end'>) => void;
}

/** A way between two steps, with its name and a button that puts a step on it. */
export function WayEdge(props: EdgeProps<Edge<WayData>>) {
  const { sourceX, sourceY, targetX, targetY, markerEnd, data } = props;
  const { t } = useTranslation('flows');
  const [path] = getSmoothStepPath({ ...props, borderRadius: 14, offset: 26 });
  const branch = data?.slot === 'yes' || data?.slot === 'no';
  // on the straight piece before the target, where no other way runs
  const x = targetX;
  const y = branch ? Math.max(targetY - 32, (sourceY + targetY) / 2) : (sourceY + targetY) / 2;
  const labelX = branch ? (sourceX + targetX) / 2 : targetX;
  return (
    <>
      <BaseEdge path={path} markerEnd={markerEnd} />
      <EdgeLabelRenderer>
        {branch && (
          <div
            className={classes.label}
            style={{ transform: `translate(-50%, -50%) translate(${Math.abs(sourceX - targetX) < 30 ? targetX : labelX}px, ${sourceY + 26}px)`, pointerEvents: 'none' }}
          >
            <span className={classes.way}>{t(`way.${data.slot}`)}</span>
          </div>
        )}
        {data?.insert && (
          <div className={classes.label} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${branch ? y + 6 : y}px)` }}>
            <Menu position="right" withArrow shadow="md">
              <Menu.Target>
                <ActionIcon className="nodrag nopan" size={22} radius="xl" variant="default" aria-label={t('addStep')}>
                  <IconPlus size={13} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{t('addStep')}</Menu.Label>
                <Menu.Item leftSection={<IconMail size={16} />} onClick={() => data.insert?.('send')}>
                  {t('step.send')}
                </Menu.Item>
                <Menu.Item leftSection={<IconClock size={16} />} onClick={() => data.insert?.('wait')}>
                  {t('step.wait')}
                </Menu.Item>
                <Menu.Item leftSection={<IconArrowsSplit2 size={16} />} onClick={() => data.insert?.('branch')}>
                  {t('step.branch')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </div>
        )}
      </EdgeLabelRenderer>
    </>
  );
}
