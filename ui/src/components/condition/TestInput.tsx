import { Group, Select, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LIST_OPS, TEXT_OPS, type ListOp, type Test, type TestType, type TextOp } from './condition';
import { ComparisonInput } from './ComparisonInput';
import { useBuilder } from './context';
import { GenderInput } from './GenderInput';
import { NamesInput, type Named } from './NamesInput';
import { WhenInput } from './WhenInput';
import { YearlyInput } from './YearlyInput';

/** The choices of the first box: a kind of test with its operator, such as `text-is`. */
function choices(types: TestType[], gender: boolean): string[] {
  return types.flatMap((type) => {
    switch (type) {
      case 'text':
        return (gender ? (['is', 'is-not'] as const) : TEXT_OPS).map((op) => `text-${op}`);
      case 'list':
        return LIST_OPS.map((op) => `list-${op}`);
      case 'known':
      case 'boolean':
        return [`${type}-true`, `${type}-false`];
      default:
        return [type];
    }
  });
}

function choiceOf(test: Test): string {
  switch (test.type) {
    case 'text':
    case 'list':
      return `${test.type}-${test.op}`;
    case 'known':
    case 'boolean':
      return `${test.type}-${String(test.is)}`;
    default:
      return test.type;
  }
}

function chosen(choice: string, before: Test): Test {
  const [type = '', ...rest] = choice.split('-');
  const op = rest.join('-');
  const values = before.type === 'text' || before.type === 'list' ? before.values : [];
  switch (type as TestType) {
    case 'text':
      return { type: 'text', op: op as TextOp, values };
    case 'list':
      return { type: 'list', op: op as ListOp, values };
    case 'known':
      return { type: 'known', is: op === 'true' };
    case 'boolean':
      return { type: 'boolean', is: op === 'true' };
    case 'date':
      return { type: 'date', is: { is: 'less-than-ago', days: 30 } };
    case 'anniversary':
      return { type: 'anniversary', from: 0, to: 7 };
    case 'number':
      return { type: 'number', is: { op: '>=', value: 1 } };
  }
}

interface Props {
  value: Test;
  onChange: (next: Test) => void;
  types: TestType[];
  label: string;
  /** Values to choose from; others can be typed. */
  suggestions?: string[];
  /** Whether the value is a gender, of which there are a few. */
  gender?: boolean;
  /** Whether the value is a code that has a name. */
  named?: Named;
}

/** What a value must be: a text, a number, a date, a list, or there at all. */
export function TestInput({ value, onChange, types, label, suggestions, gender = false, named }: Props) {
  const byName = named !== undefined && value.type === 'text' && (value.op === 'is' || value.op === 'is-not');
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  return (
    <Group gap="xs">
      <Select
        aria-label={`${label}: ${t('ui.test')}`}
        w={200}
        data={choices(types, gender).map((choice) => ({ value: choice, label: t(`testUi.${choice}`) }))}
        value={choiceOf(value)}
        onChange={(choice) => choice && onChange(chosen(choice, value))}
        allowDeselect={false}
        readOnly={readOnly}
      />
      {value.type === 'text' && gender && (
        <GenderInput
          label={`${label}: ${t('ui.values')}`}
          value={value.values}
          onChange={(values) => onChange({ ...value, values })}
          error={value.values.length === 0}
          readOnly={readOnly}
        />
      )}
      {byName && (
        <NamesInput
          of={named}
          label={`${label}: ${t('ui.values')}`}
          value={value.values}
          onChange={(values) => onChange({ ...value, values })}
          readOnly={readOnly}
        />
      )}
      {((value.type === 'text' && !gender && !byName) || value.type === 'list') && (
        <TagsInput
          aria-label={`${label}: ${t('ui.values')}`}
          placeholder={value.values.length === 0 ? t('ui.typeValues') : undefined}
          miw={200}
          maw={420}
          data={suggestions}
          value={value.values}
          onChange={(values) => onChange({ ...value, values })}
          acceptValueOnBlur
          error={value.values.length === 0}
          readOnly={readOnly}
          maxTags={200}
        />
      )}
      {value.type === 'number' && (
        <ComparisonInput as="decimal" label={label} value={value.is} onChange={(is) => onChange({ ...value, is })} />
      )}
      {value.type === 'anniversary' && <YearlyInput label={label} value={value} onChange={onChange} />}
      {value.type === 'date' && (
        <WhenInput daysOnly label={label} value={value.is} onChange={(is) => onChange({ ...value, is })} />
      )}
    </Group>
  );
}
