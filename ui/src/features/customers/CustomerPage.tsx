import { Grid, Group, SimpleGrid, Stack, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { DateTime } from '@/components/DateTime';
import { ErrorState } from '@/components/ErrorState';
import { KpiTile } from '@/components/KpiTile';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { Section } from '@/components/Section';
import { StatusBadge } from '@/components/StatusBadge';
import { ApiError } from '@/lib/api/client';
import { nameOf } from '@/lib/people';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';
import { useFormat } from '@/lib/useFormat';
import { ConsentCard } from './ConsentCard';
import { CustomerCarts } from './CustomerCarts';
import { CustomerMessages } from './CustomerMessages';
import { CustomerOrders } from './CustomerOrders';
import { CustomerWhatIf } from './CustomerWhatIf';
import { Decisions } from './Decisions';
import { ErasedCustomer } from './ErasedCustomer';
import { FactsCard } from './FactsCard';
import { useErasure, useProfile } from './hooks';
import { InterestsCard } from './InterestsCard';
import { MergedInto } from './MergedInto';
import { MergesCard } from './MergesCard';
import { PersonalData } from './PersonalData';
import { RecentContact } from './RecentContact';
import { TakeOut } from './TakeOut';
import { Timeline } from './Timeline';

const TABS = ['orders', 'carts', 'messages', 'timeline', 'why', 'whatif'] as const;

/** One person: what she is, what she did, what we sent her and why. */
export default function CustomerPage() {
  const { t } = useTranslation('customers');
  const { id = '' } = useParams();
  const { page } = useShopPaths();
  const format = useFormat();
  const canChange = useCanChange();
  const [{ tab }, show] = useAddressState({ tab: 'orders' });
  const { data: profile, error, refetch } = useProfile(id);
  const missing = error instanceof ApiError && error.status === 404;
  // another person's page may follow in this place
  const [asked, setAsked] = useState('');
  const erasure = useErasure(id, missing || asked === id);
  const back = { to: page('customers'), label: t('title') };
  if (erasure.data) return <ErasedCustomer erasure={erasure.data} />;
  if (error && !(missing && erasure.isPending)) {
    return (
      <>
        <PageHeader title={t('customer')} back={back} />
        <Section>
          <ErrorState error={error} retry={() => void refetch()} />
        </Section>
      </>
    );
  }
  if (!profile) {
    return (
      <>
        <PageHeader title={t('customer')} back={back} />
        <Section>
          <Loading />
        </Section>
      </>
    );
  }
  const name = nameOf(profile);
  return (
    <>
      <PageHeader
        back={back}
        title={name ?? t('common:person.anonymous')}
        subtitle={[profile.email !== name ? profile.email : null, profile.phone, profile.city].filter(Boolean).join(' · ')}
        aside={
          <Group gap={6}>
            {profile.openCart != null && (
              <StatusBadge tone="info">{t('hasCart', { value: format.money(profile.openCart) })}</StatusBadge>
            )}
            {profile.suppressed.map(({ channel, reason }) => (
              <StatusBadge key={channel} tone="bad">
                {t('suppressedBadge', { channel: t(`common:channel.${channel}`), reason: t(`suppression.${reason}`, { defaultValue: reason }) })}
              </StatusBadge>
            ))}
            <RecentContact profile={profile.id} />
          </Group>
        }
      >
        {canChange && <TakeOut profile={profile.id} name={name ?? t('common:person.anonymous')} />}
        <PersonalData
          profile={profile.id}
          name={profile.email ?? name ?? t('common:person.anonymous')}
          onErased={() => setAsked(id)}
        />
      </PageHeader>
      <Stack gap="md">
        {profile.mergedInto && <MergedInto into={profile.mergedInto} />}
        <SimpleGrid cols={{ base: 2, sm: 4 }}>
          <KpiTile label={t('spent')} value={format.money(profile.spent)} hint={t('items', { count: profile.items, n: format.number(profile.items) })} />
          <KpiTile
            label={t('orders')}
            value={format.number(profile.orders)}
            hint={
              profile.daysBetweenOrders == null
                ? t('noRhythm')
                : t('rhythm', { count: Math.round(profile.daysBetweenOrders), n: format.number(profile.daysBetweenOrders) })
            }
          />
          <KpiTile label={t('average')} value={format.money(profile.averageOrder)} hint={t('averageHint')} />
          <KpiTile
            label={t('lastOrder')}
            value={format.date(profile.lastOrderAt)}
            hint={profile.lastOrderAt ? <DateTime value={profile.lastOrderAt} show="relative" /> : t('neverOrdered')}
          />
        </SimpleGrid>
        <Grid>
          <Grid.Col span={{ base: 12, lg: 8 }}>
            <Section flush>
              <Tabs value={tab} onChange={(next) => show({ tab: next })} keepMounted={false}>
                <Tabs.List style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }} px="xs">
                  {TABS.map((each) => (
                    <Tabs.Tab key={each} value={each} py="md">
                      {t(`tab.${each}`)}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
                <Tabs.Panel value="orders">
                  <CustomerOrders profile={id} />
                </Tabs.Panel>
                <Tabs.Panel value="carts">
                  <CustomerCarts profile={id} />
                </Tabs.Panel>
                <Tabs.Panel value="messages">
                  <CustomerMessages profile={id} />
                </Tabs.Panel>
                <Tabs.Panel value="timeline">
                  <Timeline profile={id} />
                </Tabs.Panel>
                <Tabs.Panel value="why">
                  <Decisions profile={id} />
                </Tabs.Panel>
                <Tabs.Panel value="whatif">
                  <CustomerWhatIf profile={id} />
                </Tabs.Panel>
              </Tabs>
            </Section>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 4 }}>
            <Stack gap="md">
              <ConsentCard profile={profile} />
              <FactsCard profile={profile} />
              <InterestsCard profile={profile} />
              <MergesCard profile={profile} />
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  );
}
