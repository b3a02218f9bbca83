import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Email } from '@/components/Email';
import { type Fact, FactList } from '@/components/FactList';
import { PersonLink } from '@/components/PersonLink';
import { Section } from '@/components/Section';
import type { Order } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';

export function OrderCustomer({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { page } = useShopPaths();
  const facts: (Fact | false)[] = [
    { label: t('customer'), value: <PersonLink person={order.profile} /> },
    !!order.profile.email && { label: t('email'), value: <Email address={order.profile.email} /> },
    !!order.paymentMethod && { label: t('payment'), value: order.paymentMethod },
    !!order.cartId && {
      label: t('cart'),
      value: (
        <Anchor component={Link} to={page(`carts/${order.cartId}`)} inherit>
          {t('openCart')}
        </Anchor>
      ),
    },
  ];
  return (
    <Section title={t('about')}>
      <FactList facts={facts.filter((fact) => fact !== false)} />
    </Section>
  );
}
