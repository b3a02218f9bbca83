import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useReasonText } from '@/lib/reasons';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import classes from './Story.module.css';
import type { Line } from './types';

const WARN = ['not-entered', 'skip', 'held-out', 'parked', 'not-changed', 'stopped'];
const OPEN = ['waited', 'hold', 'unknown'];

interface Props {
  lines: Line[];
  /** What a step is called where the flow is at hand. */
  stepName?: (step: string) => string;
}

/**
 * What would happen, one thing after the other; where it cannot be known, each way by itself. Where the customer is
 * handed over to another flow a heading says so.
 */
export function Story({ lines, stepName }: Props) {
  const { t } = useTranslation('whatif');
  const format = useFormat();
  const reason = useReasonText();
  const { page } = useShopPaths();
  const nameOf = (line: Line) => {
    if (!line.step || !line.type) return null;
    // the sentence says of a wait and of an end all there is to say
    if (line.type === 'end' || line.outcome === 'waited') return line.name;
    // that knows the steps of the flow that was asked
    if (stepName && !line.flow) return stepName(line.step);
    return line.name || t(`step.${line.type}`, { defaultValue: line.step });
  };
  return (
    <ol className={classes.lines}>
      {lines.map((line, i) => {
        const tone = WARN.includes(line.outcome) ? 'warn' : OPEN.includes(line.outcome) ? 'open' : 'done';
        const name = nameOf(line);
        return (
          // the lines of one answer never change their order
          <li key={i} className={classes.line} data-tone={tone}>
            {line.flow && line.flow.id !== lines[i - 1]?.flow?.id && (
              <Text size="sm" mb={8} className={classes.flow}>
                {t('inFlow')}{' '}
                <Anchor component={Link} to={page(`flows/${line.flow.id}`)} inherit fw={600}>
                  {line.flow.name}
                </Anchor>
              </Text>
            )}
            <Text size="xs" c="dimmed" fw={500}>
              {format.dateTime(line.at)}
            </Text>
            <Text size="sm" fw={600}>
              {t(`common:outcome.${line.outcome}`, { defaultValue: line.outcome })}
              {name && `: ${name}`}
            </Text>
            <Text size="sm">{reason(line.reason, line.detail, line.outcome)}</Text>
            {line.ways.map((way) => (
              <div key={way.reason} className={classes.way}>
                <Text size="sm" fw={600} mb={8}>
                  {t(`way.${way.reason}`)}
                </Text>
                <Story lines={way.lines} stepName={stepName} />
              </div>
            ))}
          </li>
        );
      })}
    </ol>
  );
}
