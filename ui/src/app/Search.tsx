import { Kbd, Text, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconBox, IconFilter, IconReceipt, IconRoute, IconSearch, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '@/lib/api/client';
import type { SearchHits } from '@/lib/api/types';
import { nameOf } from '@/lib/people';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { railEntries } from './features';
import classes from './Shell.module.css';

/** One search over everything, opened with `/` or Ctrl-K. */
export function Search() {
  const { t } = useTranslation();
  const { page, url, key } = useShopPaths();
  const format = useFormat();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [query] = useDebouncedValue(text.trim(), 200);
  const { data, isFetching } = useQuery({
    queryKey: key('search', query),
    queryFn: ({ signal }) => api.get<SearchHits>(url('search'), { q: query }, signal),
    enabled: query.length > 1,
    placeholderData: keepPreviousData,
  });
  const go = (path: string) => () => void navigate(page(path));
  const wanted = text.trim().toLowerCase();
  const groups: SpotlightActionGroupData[] = [
    {
      group: t('search.pages'),
      actions: railEntries
        .filter(({ label }) => t(label).toLowerCase().includes(wanted))
        .map(({ path, label, icon: Sign }) => ({
          id: `page-${path}`,
          label: t(label),
          leftSection: <Sign size={18} aria-hidden />,
          onClick: go(path),
        })),
    },
    ...(wanted.length > 1 && data
      ? [
          {
            group: t('search.people'),
            actions: data.people.map((person) => ({
              id: `person-${person.id}`,
              label: nameOf(person) ?? t('person.anonymous'),
              description: person.email ?? person.phone ?? undefined,
              leftSection: <IconUser size={18} aria-hidden />,
              onClick: go(`customers/${person.id}`),
            })),
          },
          {
            group: t('search.orders'),
            actions: data.orders.map((order) => ({
              id: `order-${order.id}`,
              label: t('search.order', { number: order.number }),
              description: `${format.money(order.total)} · ${format.date(order.placedAt)}`,
              leftSection: <IconReceipt size={18} aria-hidden />,
              onClick: go(`orders/${order.id}`),
            })),
          },
          {
            group: t('search.products'),
            actions: data.products.map((product) => ({
              id: `product-${product.id}`,
              label: product.name,
              description: [product.brand, product.sku].filter(Boolean).join(' · '),
              leftSection: <IconBox size={18} aria-hidden />,
              onClick: go(`products/${encodeURIComponent(product.id)}`),
            })),
          },
          {
            group: t('search.segments'),
            actions: data.segments.map(({ id, name }) => ({
              id: `segment-${id}`,
              label: name,
              leftSection: <IconFilter size={18} aria-hidden />,
              onClick: go(`segments/${id}`),
            })),
          },
          {
            group: t('search.flows'),
            actions: data.flows.map(({ id, name }) => ({
              id: `flow-${id}`,
              label: name,
              leftSection: <IconRoute size={18} aria-hidden />,
              onClick: go(`flows/${id}`),
            })),
          },
        ]
      : []),
  ].filter(({ actions }) => actions.length > 0);
  return (
    <>
      <UnstyledButton className={classes.search} onClick={spotlight.open} aria-label={t('search.label')}>
        <IconSearch size={17} aria-hidden />
        <Text span inherit truncate visibleFrom="xs" style={{ flex: 1 }}>
          {t('search.label')}
        </Text>
        <Kbd visibleFrom="md" size="xs">
          /
        </Kbd>
      </UnstyledButton>
      <Spotlight
        actions={groups}
        // the server has searched already
        filter={(_query, actions) => actions}
        query={text}
        onQueryChange={setText}
        shortcut={['/', 'mod + K']}
        nothingFound={isFetching ? t('loading') : t('search.nothing')}
        highlightQuery
        scrollable
        attributes={{ content: { 'aria-label': t('search.label') } }}
        maxHeight={460}
        searchProps={{ placeholder: t('search.label'), 'aria-label': t('search.label'), leftSection: <IconSearch size={18} aria-hidden /> }}
      />
    </>
  );
}
