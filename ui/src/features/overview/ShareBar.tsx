import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './ShareBar.module.css';

interface Props {
  label: string;
  value: ReactNode;
  /** Beside the value, smaller. */
  note?: ReactNode;
  /** 0 to 1. */
  share: number;
  to: string;
}

/** A part of a whole that opens to its rows. */
export function ShareBar({ label, value, note, share, to }: Props) {
  return (
    <Link to={to} className={classes.row}>
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm">{label}</Text>
        <Text size="sm" fw={600} ta="end">
          {value}
          {note && (
            <Text span size="xs" c="dimmed" fw={400} ml={8}>
              {note}
            </Text>
          )}
        </Text>
      </Group>
      <div className={classes.track} aria-hidden>
        <div className={classes.bar} style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
      </div>
    </Link>
  );
}
