import { Anchor, Grid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorState } from '@/components/ErrorState';
import { type Fact, FactList } from '@/components/FactList';
import { Loading } from '@/components/Loading';
import { Money } from '@/components/Money';
import { PageHeader } from '@/components/PageHeader';
import { Section } from '@/components/Section';
import { Thumb } from '@/components/Thumb';
import { api } from '@/lib/api/client';
import type { Product } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { deepest } from './categories';
import { Stock } from './Stock';

export default function ProductPage() {
  const { t } = useTranslation('products');
  const { id = '' } = useParams();
  const { page, url, key } = useShopPaths();
  const {
    data: product,
    error,
    refetch,
  } = useQuery({
    queryKey: key('product', id),
    queryFn: ({ signal }) => api.get<Product>(url(`products/${encodeURIComponent(id)}`), {}, signal),
  });
  const back = { to: page('products'), label: t('title') };
  if (!product) {
    return (
      <>
        <PageHeader title={t('product')} back={back} />
        <Section>{error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading />}</Section>
      </>
    );
  }
  const web = product.url && /^https?:\/\//.test(product.url) ? product.url : undefined;
  const facts: (Fact | false)[] = [
    { label: t('id'), value: product.id },
    !!product.sku && { label: t('sku'), value: product.sku },
    !!product.brand && { label: t('brand'), value: product.brand },
    { label: t('price'), value: <Money value={product.price} /> },
    { label: t('stock'), value: <Stock stock={product.stock} /> },
    !!web && {
      label: t('page'),
      value: (
        <Anchor href={web} target="_blank" rel="noreferrer" inherit>
          {web.replace(/^https?:\/\//, '')}
        </Anchor>
      ),
    },
  ];
  return (
    <>
      <PageHeader back={back} title={product.name} subtitle={product.brand} />
      <Grid>
        <Grid.Col span={{ base: 12, sm: 4, lg: 3 }}>
          <Section>
            <Thumb src={product.image} size={200} />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 8, lg: 5 }}>
          <Section title={t('about')}>
            <FactList facts={facts.filter((fact) => fact !== false)} />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Section title={t('categories')}>
            {product.categories.length === 0 && (
              <Text size="sm" c="dimmed">
                {t('noCategory')}
              </Text>
            )}
            {deepest(product.categories).map((path) => (
              <Text key={path} size="sm">
                {path.split('/').join(' › ')}
              </Text>
            ))}
          </Section>
        </Grid.Col>
      </Grid>
    </>
  );
}
