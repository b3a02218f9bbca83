import { Text, ThemeIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';
import { TRIGGER } from '../graph/definition';
import type { StepNumbers } from '../types';
import { useSpeaker } from '../speaker';
import { useCanvas } from './context';
import classes from './FlowCanvas.module.css';
import { LOOKS } from './looks';

/** A step as a button in the picture; with numbers once people have come by. */
export function StepNode({ id }: NodeProps) {
  const { t, i18n } = useTranslation('flows');
  const format = useFormat();
  const speaker = useSpeaker();
  const { definition, numbers, entered, problems, opened, selection, current, trail, acts, press } = useCanvas();
  const step = definition.steps[id];
  if (!step && id !== TRIGGER) return null;
  const kind = step?.type ?? 'trigger';
  const { icon: Sign, color } = LOOKS[kind];
  const n = numbers?.[id];
  const problem = problems.has(id);
  const { title, text } = step ? speaker.lines(step) : triggerLines();
  const end = kind === 'end';
  return (
    <>
      {step && <Handle type="target" position={Position.Top} className={classes.handle} isConnectableStart={false} isConnectable={acts !== null} />}
      <button
        type="button"
        className={`${classes.node} nopan`}
        data-step={id}
        data-kind={kind}
        data-selected={opened === id || selection.has(id) || undefined}
        data-problem={problem || undefined}
        data-faint={(trail && step && !trail.has(id)) || undefined}
        aria-pressed={opened === id}
        tabIndex={current === id ? 0 : -1}
        onClick={(event) => press(id, event.shiftKey || event.metaKey || event.ctrlKey)}
      >
        <VisuallyHidden>{t(`step.${kind}`)}: </VisuallyHidden>
        {end ? (
          <span className={classes.head}>
            <Sign size={17} aria-hidden />
            <Text span size="sm">
              {title}
            </Text>
            {n && n.entered > 0 && (
              <Text span size="xs" title={t('passed', { count: n.entered, n: format.number(n.entered) })}>
                {format.number(n.entered)}
              </Text>
            )}
          </span>
        ) : (
          <span className={classes.head}>
            <ThemeIcon variant="light" color={color} size={34} radius="md" component="span">
              <Sign size={19} stroke={1.7} aria-hidden />
            </ThemeIcon>
            <span className={classes.words}>
              <Text span size="sm" fw={600} lineClamp={kind === 'send' ? 1 : 2} lh={1.3} lang={i18n.language}>
                {title}
              </Text>
              {text && (
                <Text span size="xs" c="dimmed" lineClamp={1} display="block">
                  {text}
                </Text>
              )}
            </span>
            {problem && (
              <Tooltip label={t('problem.here')}>
                <Text span c="red" lh={0}>
                  <IconAlertTriangle size={18} aria-label={t('problem.here')} />
                </Text>
              </Tooltip>
            )}
            {step && kind !== 'send' && n && n.waiting > 0 && <Figure value={n.waiting} label={t('number.waiting')} />}
            {!step && entered !== null && <Figure value={entered} label={t('number.entered')} />}
          </span>
        )}
        {step?.type === 'send' && numbers !== null && <SendNumbers numbers={n} />}
      </button>
      {kind !== 'end' && kind !== 'move' && <Handle type="source" position={Position.Bottom} className={classes.handle} isConnectable={false} />}
    </>
  );

  function triggerLines() {
    const details = speaker.details(definition.trigger);
    const stops = definition.stop.map((cause) => speaker.stop(cause)).join(', ');
    return {
      title: speaker.trigger(definition.trigger),
      text: details.length ? details.join(' · ') : stops ? t('stops', { what: stops }) : undefined,
    };
  }
}

function Figure({ value, label }: { value: number; label: string }) {
  const format = useFormat();
  return (
    <span>
      <Text span size="sm" fw={600} display="block" ta="end">
        {format.number(value)}
      </Text>
      <Text span size="xs" c="dimmed" display="block">
        {label}
      </Text>
    </span>
  );
}

function SendNumbers({ numbers }: { numbers: StepNumbers | undefined }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const sent = numbers?.sent ?? 0;
  const share = (n: number) => (sent > 0 ? format.percent(n / sent, 0) : undefined);
  const cells =
    numbers?.held !== undefined
      ? [
          { key: 'sent', value: sent, hint: undefined },
          { key: 'held', value: numbers.held, hint: undefined },
          { key: 'skipped', value: numbers.skipped, hint: undefined },
        ]
      : [
    { key: 'sent', value: sent, hint: undefined },
    { key: 'opened', value: numbers?.opened ?? 0, hint: share(numbers?.opened ?? 0) },
    { key: 'clicked', value: numbers?.clicked ?? 0, hint: share(numbers?.clicked ?? 0) },
    { key: 'converted', value: numbers?.converted ?? 0, hint: numbers?.revenue ? format.moneyShort(numbers.revenue) : undefined },
  ];
  return (
    <span className={classes.numbers}>
      {cells.map(({ key, value, hint }) => (
        <span key={key} className={classes.number}>
          <Text span size="sm" fw={600} display="block" lh={1.2}>
            {format.number(value)}
          </Text>
          <Text span fz={10.5} c="dimmed" display="block" truncate>
            {t(`short.${key}`)}
          </Text>
          <Text span fz={10.5} c="dimmed" display="block" truncate>
            {hint ?? '\u00a0'}
          </Text>
        </span>
      ))}
    </span>
  );
}
