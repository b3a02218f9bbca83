import { Text, ThemeIcon, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';
import { LOOKS } from './canvas/looks';
import { TRIGGER, exits, reachable, ways, type Definition, type Way } from './graph/definition';
import { useSpeaker } from './speaker';
import classes from './StepList.module.css';
import type { StepNumbers } from './types';
import { useWayName } from './useWayName';

interface Props {
  definition: Definition;
  numbers: Record<string, StepNumbers | undefined> | null;
  problems: Set<string>;
  selected: string | null;
  onSelect: (id: string) => void;
}

/** The steps in order, for screens too small for the picture; says by which way one comes to each. */
export function StepList({ definition, numbers, problems, selected, onSelect }: Props) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const speaker = useSpeaker();
  const wayName = useWayName();
  const into = new Map<string, Way>();
  for (const way of ways(definition)) if (!into.has(way.to)) into.set(way.to, way);
  const depth = new Map<string, number>([[TRIGGER, 0]]);
  return (
    <ol className={classes.list}>
      {[TRIGGER, ...reachable(definition)].map((id) => {
        const step = definition.steps[id];
        const { icon: Sign, color } = LOOKS[step?.type ?? 'trigger'];
        const way = into.get(id);
        const source = way && definition.steps[way.from];
        const named = source !== undefined && exits(source).length > 1;
        const deep = id === TRIGGER ? 0 : Math.min(4, (depth.get(way?.from ?? TRIGGER) ?? 0) + (named ? 1 : 0));
        depth.set(id, deep);
        const { title, text } = step ? speaker.lines(step) : { title: speaker.trigger(definition.trigger), text: speaker.details(definition.trigger).join(' · ') };
        const n = numbers?.[id];
        return (
          <li key={id} style={{ marginInlineStart: deep * 14 }}>
            {named && way && (
              <Text size="xs" c="dimmed" fw={600} ps={6} pt={4}>
                {wayName(definition, way)}
              </Text>
            )}
            <UnstyledButton className={classes.step} data-selected={selected === id || undefined} onClick={() => onSelect(id)}>
              <ThemeIcon variant="light" color={color} size={30}>
                <Sign size={17} stroke={1.7} aria-hidden />
              </ThemeIcon>
              <span className={classes.words}>
                <Text span size="sm" fw={500} display="block" lh={1.3}>
                  {title}
                </Text>
                {text && (
                  <Text span size="xs" c="dimmed" display="block" truncate>
                    {text}
                  </Text>
                )}
              </span>
              {problems.has(id) && <IconAlertTriangle size={17} color="var(--mantine-color-error)" aria-label={t('problem.here')} />}
              {n && (
                <Text span size="xs" c="dimmed">
                  {format.number(step?.type === 'send' ? n.sent : n.entered)}
                </Text>
              )}
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
}
