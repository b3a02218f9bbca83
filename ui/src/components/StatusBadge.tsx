import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'quiet' | 'accent';

const COLORS: Record<Tone, string> = {
  good: 'green',
  bad: 'red',
  warn: 'orange',
  info: 'blue',
  quiet: 'gray',
  accent: 'accent',
};

/** A state in a word; the colour only repeats it. */
export function StatusBadge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <Badge color={COLORS[tone]} miw="max-content">
      {children}
    </Badge>
  );
}
