import { Group, Text } from '@mantine/core';
import { IconBox } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ListTable } from '@/components/ListTable';
import { Money } from '@/components/Money';
import { PageHeader } from '@/components/PageHeader';
import { SearchInput } from '@/components/SearchInput';
import { Section } from '@/components/Section';
import { Thumb } from '@/components/Thumb';
import type { Product } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';
import { useList } from '@/lib/useList';
import { deepest } from './categories';
import { Stock } from './Stock';

/** The catalog as learnt from events and imports. */
export default function ProductsPage() {
  const { t } = useTranslation('products');
  const { page } = useShopPaths();
  const [shown, show] = useAddressState({ search: '', sort: 'name' });
  const list = useList<Product>('products', { search: shown.search, sort: shown.sort });
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Section flush>
        <Group p="md">
          <SearchInput label={t('search')} value={shown.search} onChange={(search) => show({ search })} />
        </Group>
        <ListTable
          label={t('title')}
          list={list}
          rowKey={({ id }) => id}
          rowLink={({ id }) => page(`products/${encodeURIComponent(id)}`)}
          sort={shown.sort}
          onSort={(sort) => show({ sort })}
          empty={
            <EmptyState
              icon={IconBox}
              title={shown.search ? t('nothingTitle') : t('emptyTitle')}
              text={shown.search ? t('nothingText') : t('emptyText')}
            />
          }
          columns={[
            {
              key: 'name',
              header: t('product'),
              sort: 'name',
              ascending: true,
              cell: ({ name, image, sku }) => (
                <Group gap="sm" wrap="nowrap">
                  <Thumb src={image} />
                  <span>
                    {name}
                    {sku && (
                      <Text span display="block" size="xs" c="dimmed" fw={400}>
                        {sku}
                      </Text>
                    )}
                  </span>
                </Group>
              ),
            },
            { key: 'brand', header: t('brand'), from: 'sm', cell: ({ brand }) => brand ?? '–' },
            {
              key: 'categories',
              header: t('category'),
              from: 'lg',
              cell: ({ categories }) => deepest(categories)[0]?.split('/').join(' › ') ?? '–',
            },
            { key: 'stock', header: t('stock'), end: true, from: 'sm', cell: ({ stock }) => <Stock stock={stock} /> },
            { key: 'price', header: t('price'), end: true, sort: 'price', cell: ({ price }) => <Money value={price} /> },
          ]}
        />
      </Section>
    </>
  );
}
