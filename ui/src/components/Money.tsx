import { Text, type TextProps } from '@mantine/core';
import { useFormat } from '@/lib/useFormat';

interface Props extends TextProps {
  /** Minor units. */
  value: number | null | undefined;
  /** Unless the shop's. */
  currency?: string;
}

export function Money({ value, currency, ...rest }: Props) {
  const format = useFormat();
  return (
    <Text span inherit={rest.size === undefined} style={{ whiteSpace: 'nowrap' }} {...rest}>
      {format.money(value, currency)}
    </Text>
  );
}
