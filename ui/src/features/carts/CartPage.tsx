import { Anchor, Grid, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { CartBadge } from '@/components/CartBadge';
import { CartLines } from '@/components/CartLines';
import { DateTime } from '@/components/DateTime';
import { ErrorState } from '@/components/ErrorState';
import { type Fact, FactList } from '@/components/FactList';
import { Loading } from '@/components/Loading';
import { Money } from '@/components/Money';
import { PageHeader } from '@/components/PageHeader';
import { PersonLink } from '@/components/PersonLink';
import { Section } from '@/components/Section';
import { api } from '@/lib/api/client';
import type { Cart } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';

/** One cart: what lies in it, whose it is, and what became of it. */
export default function CartPage() {
  const { t } = useTranslation('carts');
  const { id = '' } = useParams();
  const { page, url, key } = useShopPaths();
  const {
    data: cart,
    error,
    refetch,
  } = useQuery({
    queryKey: key('cart', id),
    queryFn: ({ signal }) => api.get<Cart>(url(`carts/${id}`), {}, signal),
  });
  const back = { to: page('carts'), label: t('title') };
  if (!cart) {
    return (
      <>
        <PageHeader title={t('cart')} back={back} />
        <Section>{error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading />}</Section>
      </>
    );
  }
  const facts: (Fact | false)[] = [
    { label: t('customer'), value: <PersonLink person={cart.profile} /> },
    { label: t('created'), value: <DateTime value={cart.createdAt} /> },
    { label: t('changed'), value: <DateTime value={cart.changedAt} /> },
    { label: t('checkout'), value: cart.checkoutAt ? (cart.checkoutStep ?? <DateTime value={cart.checkoutAt} />) : t('notReached') },
    !!cart.abandonedAt && { label: t('abandoned'), value: <DateTime value={cart.abandonedAt} /> },
    !!cart.closedAt && { label: t('closed'), value: <DateTime value={cart.closedAt} /> },
    !!cart.orderId && {
      label: t('order'),
      value: (
        <Anchor component={Link} to={page(`orders/${cart.orderId}`)} inherit>
          {t('openOrder')}
        </Anchor>
      ),
    },
  ];
  return (
    <>
      <PageHeader back={back} title={t('cart')} subtitle={<DateTime value={cart.changedAt} />} aside={<CartBadge state={cart.state} />} />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Section title={t('lines')} flush>
            <CartLines cart={cart} />
            <Group justify="flex-end" gap="xl" p="md" style={{ borderTop: '1px solid var(--ritorno-line)' }}>
              <Text size="sm" fw={600}>
                {t('value')}
              </Text>
              <Money value={cart.value} size="sm" fw={600} miw={110} ta="end" />
            </Group>
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Section title={t('about')}>
            <FactList facts={facts.filter((fact) => fact !== false)} />
          </Section>
        </Grid.Col>
      </Grid>
    </>
  );
}
