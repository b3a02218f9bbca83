import { Paper, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type Change, KpiChange } from './KpiChange';
import classes from './KpiTile.module.css';

interface Props extends Change {
  label: string;
  /** Undefined while it is being read. */
  value: ReactNode | undefined;
  /** The rows behind the number. */
  to?: string;
  /** Instead of the change. */
  hint?: ReactNode;
}

/** One number with its change against the period before. */
export function KpiTile({ label, value, to, hint, ...change }: Props) {
  const content = (
    <>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {value === undefined ? (
        <Skeleton height={30} width="60%" my={6} />
      ) : (
        <Text component="div" className={classes.value}>
          {value}
        </Text>
      )}
      {value !== undefined &&
        (hint === undefined ? (
          <KpiChange {...change} />
        ) : (
          <Text size="xs" c="dimmed" component="div">
            {hint}
          </Text>
        ))}
    </>
  );
  return to ? (
    <Paper className={classes.tile} component={Link} to={to}>
      <div className={classes.inside}>{content}</div>
    </Paper>
  ) : (
    <Paper className={classes.tile}>
      <div className={classes.inside}>{content}</div>
    </Paper>
  );
}
