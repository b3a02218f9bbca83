import { Text, ThemeIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { IconAlertTriangle, IconArrowsSplit2, IconBolt, IconClock, IconFlag, IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { phraseOf } from '@/components/condition/sentence';
import { useWords } from '@/components/condition/useWords';
import { useFormat } from '@/lib/useFormat';
import { LOCALES, type Definition, type Step } from './definition';
import classes from './FlowCanvas.module.css';
import type { StepNumbers } from './types';
import { useSpanText } from './useSpanText';
import { useTriggerText } from './useTriggerText';

export interface StepNodeData extends Record<string, unknown> {
  definition: Definition;
  /** Missing for the trigger. */
  step: Step | undefined;
  numbers: StepNumbers | undefined | null;
  entered: number | null;
  problem: boolean;
  selected: boolean;
  onSelect: () => void;
}

const LOOKS = {
  trigger: { icon: IconBolt, color: 'accent' },
  wait: { icon: IconClock, color: 'gray' },
  send: { icon: IconMail, color: 'blue' },
  branch: { icon: IconArrowsSplit2, color: 'violet' },
  end: { icon: IconFlag, color: 'gray' },
};

/** A step as a button in the picture; with numbers once people have come by. */
export function StepNode({ data }: NodeProps<Node<StepNodeData>>) {
  const { t, i18n } = useTranslation('flows');
  const { step, numbers, selected, problem } = data;
  const format = useFormat();
  const kind = step?.type ?? 'trigger';
  const { icon: Sign, color } = LOOKS[kind];
  const lines = useLines(data);
  if (kind === 'end')
    return (
      <>
        <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={false} />
        <div className={classes.node} data-kind="end">
          <IconFlag size={17} aria-hidden />
          <Text size="sm">{t('step.end')}</Text>
          {numbers && numbers.entered > 0 && (
            <Text size="xs" ms="auto">
              {t('passed', { count: numbers.entered, n: format.number(numbers.entered) })}
            </Text>
          )}
        </div>
      </>
    );
  return (
    <>
      {kind !== 'trigger' && <Handle type="target" position={Position.Top} className={classes.handle} isConnectable={false} />}
      <button
        type="button"
        className={`${classes.node} nodrag nopan`}
        data-kind={kind}
        data-selected={selected || undefined}
        data-problem={problem || undefined}
        aria-pressed={selected}
        onClick={data.onSelect}
      >
        <VisuallyHidden>{t(`step.${kind}`)}: </VisuallyHidden>
        <span className={classes.head}>
          <ThemeIcon variant="light" color={color} size={34} radius="md" component="span">
            <Sign size={19} stroke={1.7} aria-hidden />
          </ThemeIcon>
          <span className={classes.words}>
            <Text span size="sm" fw={600} lineClamp={kind === 'send' ? 1 : 2} lh={1.3} lang={i18n.language}>
              {lines.title}
            </Text>
            {lines.text && (
              <Text span size="xs" c="dimmed" lineClamp={1} display="block">
                {lines.text}
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
          {kind !== 'send' && kind !== 'trigger' && numbers && numbers.waiting > 0 && <Waiting count={numbers.waiting} />}
          {kind === 'trigger' && data.entered !== null && (
            <span>
              <Text span size="sm" fw={600} display="block" ta="end">
                {format.number(data.entered)}
              </Text>
              <Text span size="xs" c="dimmed" display="block">
                {t('number.entered')}
              </Text>
            </span>
          )}
        </span>
        {kind === 'send' && numbers !== null && <SendNumbers numbers={numbers} />}
      </button>
      <Handle type="source" position={Position.Bottom} className={classes.handle} isConnectable={false} />
    </>
  );
}

function Waiting({ count }: { count: number }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  return (
    <span>
      <Text span size="sm" fw={600} display="block" ta="end">
        {format.number(count)}
      </Text>
      <Text span size="xs" c="dimmed" display="block">
        {t('number.waiting')}
      </Text>
    </span>
  );
}

function SendNumbers({ numbers }: { numbers: StepNumbers | undefined }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const sent = numbers?.sent ?? 0;
  const share = (n: number) => (sent > 0 ? format.percent(n / sent, 0) : undefined);
  const cells = [
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

/** The two lines of a node. */
function useLines({ definition, step }: StepNodeData): { title: string; text?: string } {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const spanText = useSpanText();
  const triggerText = useTriggerText();
  const words = useWords(step?.type === 'branch' ? step.condition : null);
  if (!step)
    return {
      title: triggerText(definition.trigger),
      text: definition.stop.length ? t('stops', { what: definition.stop.map(triggerText).join(', ') }) : undefined,
    };
  switch (step.type) {
    case 'wait':
      return {
        title: t(step.since === 'entry' ? 'wait.sinceEntry' : 'wait.title', { time: spanText(step.duration) }),
      };
    case 'send': {
      const subject = LOCALES.map((locale) => step.content[locale]?.subject).find(Boolean);
      const limits = [
        step.filter ? t('send.filtered') : null,
        step.minimumCart ? t('send.fromCart', { amount: format.moneyShort(step.minimumCart) }) : null,
      ].filter(Boolean);
      return { title: step.name || t('step.send'), text: limits.length ? limits.join(' · ') : (subject ?? t('send.empty')) };
    }
    case 'branch':
      return { title: step.condition ? t('branch.title', { what: phraseOf(step.condition, words) }) : t('branch.open') };
    case 'end':
      return { title: t('step.end') };
  }
}
