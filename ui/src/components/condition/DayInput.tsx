import { DateInput } from '@mantine/dates';
import { useBuilder } from './context';

interface Props {
  label: string;
  value: string | null | undefined;
  onChange: (day: string | null) => void;
  clearable?: boolean;
  error?: boolean;
}

/** A day of the shop's calendar. */
export function DayInput({ label, value, onChange, clearable, error }: Props) {
  const { readOnly } = useBuilder();
  return (
    <DateInput
      aria-label={label}
      placeholder={label}
      value={value ?? null}
      onChange={(next) => onChange(next ?? null)}
      valueFormat="L"
      w={132}
      clearable={clearable}
      error={error}
      readOnly={readOnly}
    />
  );
}
