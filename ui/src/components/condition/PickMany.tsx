import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrands, useCategories, useProductNames, useProductSearch } from './catalog';
import { useBuilder } from './context';

interface Props {
  value: string[];
  onChange: (next: string[]) => void;
}

interface BoxProps extends Props {
  label: string;
  placeholder: string;
  data: { value: string; label: string }[];
  onSearch?: (words: string) => void;
  loading: boolean;
}

function Box({ label, placeholder, data, value, onChange, onSearch, loading }: BoxProps) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const offered = new Set(data.map((each) => each.value));
  return (
    <MultiSelect
      aria-label={label}
      placeholder={value.length === 0 ? placeholder : undefined}
      miw={240}
      maw={520}
      style={{ flex: '1 1 240px' }}
      data={[...data, ...value.filter((each) => !offered.has(each)).map((each) => ({ value: each, label: each }))]}
      value={value}
      onChange={onChange}
      searchable
      onSearchChange={onSearch}
      clearSearchOnChange
      hidePickedOptions
      limit={100}
      nothingFoundMessage={loading ? '…' : t('ui.nothingFound')}
      error={value.length === 0}
      readOnly={readOnly}
    />
  );
}

export function ProductsInput({ value, onChange }: Props) {
  const { t } = useTranslation('condition');
  const [words, setWords] = useState('');
  const found = useProductSearch(words);
  const names = useProductNames(value);
  const hits = found.data?.items ?? [];
  const data = new Map([
    ...[...names].map(([id, name]) => [id, name] as const),
    ...hits.map((product) => [product.id, product.name] as const),
  ]);
  return (
    <Box
      label={t('ui.products')}
      placeholder={t('ui.chooseProducts')}
      data={[...data].map(([id, name]) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      onSearch={setWords}
      loading={found.isFetching}
    />
  );
}

export function CategoriesInput({ value, onChange }: Props) {
  const { t } = useTranslation('condition');
  const categories = useCategories();
  return (
    <Box
      label={t('ui.categories')}
      placeholder={t('ui.chooseCategories')}
      data={(categories.data ?? []).map(({ path }) => ({ value: path, label: path.split('/').join(' › ') }))}
      value={value}
      onChange={onChange}
      loading={categories.isPending}
    />
  );
}

export function BrandsInput({ value, onChange }: Props) {
  const { t } = useTranslation('condition');
  const brands = useBrands();
  return (
    <Box
      label={t('ui.brands')}
      placeholder={t('ui.chooseBrands')}
      data={(brands.data ?? []).map(({ name }) => ({ value: name, label: name }))}
      value={value}
      onChange={onChange}
      loading={brands.isPending}
    />
  );
}
