import { Text, type TextProps, Tooltip } from '@mantine/core';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';

interface Props extends TextProps {
  value: string | null | undefined;
  /** `relative` shows "3 hours ago" with the full time on hover. */
  show?: 'dateTime' | 'date' | 'relative';
}

/** A moment in the shop's zone and the user's language. */
export function DateTime({ value, show = 'dateTime', ...rest }: Props) {
  const format = useFormat();
  const now = useNow();
  const text =
    show === 'relative' ? format.relative(value, now) : show === 'date' ? format.date(value) : format.dateTime(value);
  const moment = (
    <Text span inherit={rest.size === undefined} style={{ whiteSpace: 'nowrap' }} {...rest}>
      {value ? <time dateTime={value}>{text}</time> : text}
    </Text>
  );
  return value && show !== 'dateTime' ? <Tooltip label={format.dateTime(value)}>{moment}</Tooltip> : moment;
}
