import { Text, type TextProps } from '@mantine/core';
import type { Condition } from './condition';
import { sentenceOf } from './sentence';
import { useWords } from './useWords';

/** The condition in the user's language. */
export function Sentence({ condition, ...rest }: { condition: Condition | null } & TextProps) {
  const words = useWords(condition);
  return (
    <Text size="sm" c="dimmed" aria-live="polite" style={{ overflowWrap: 'anywhere' }} {...rest}>
      {sentenceOf(condition, words)}
    </Text>
  );
}
