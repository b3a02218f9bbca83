import { NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fractionDigits } from '@/lib/format';
import { useShop } from '@/lib/session';
import { usePools } from './queries';
import type { RecipeSetting, SettingValue } from './types';

interface Props {
  setting: RecipeSetting;
  value: SettingValue;
  onChange: (value: SettingValue) => void;
}

/** What a marketer may choose of a recipe: a number with its unit, a coupon pool or an address. */
export function RecipeSettingField({ setting, value, onChange }: Props) {
  const { t, i18n } = useTranslation('flows');
  const { currency } = useShop();
  const digits = setting.kind === 'money' ? fractionDigits(currency) : 0;
  const about = { label: setting.label, description: setting.text || undefined };
  if (setting.kind === 'pool') return <PoolField {...about} value={value} onChange={onChange} />;
  if (setting.kind === 'address')
    return <TextInput {...about} type="url" value={String(value ?? '')} onChange={(event) => onChange(event.currentTarget.value)} required />;
  const unit = setting.kind === 'money' ? currency : t(`settingUnit.${setting.kind}`, { count: Number(value), defaultValue: '' });
  return (
    <NumberInput
      {...about}
      min={0}
      decimalScale={digits}
      decimalSeparator={i18n.language === 'en' ? '.' : ','}
      suffix={unit ? ` ${unit}` : undefined}
      value={Number(value ?? 0) / 10 ** digits}
      onChange={(next) => onChange(Math.round(Number(next) * 10 ** digits))}
    />
  );
}

function PoolField({ label, description, value, onChange }: { label: string; description?: string; value: SettingValue; onChange: (value: SettingValue) => void }) {
  const { t } = useTranslation('flows');
  const pools = usePools();
  return (
    <Select
      label={label}
      description={description}
      placeholder={t('settingUnit.noPool')}
      data={(pools.data ?? []).map((pool) => ({ value: pool.id, label: pool.name }))}
      value={value === null ? null : String(value)}
      onChange={onChange}
      clearable
    />
  );
}
