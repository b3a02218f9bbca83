import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconPlus, IconRoute } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '@/components/DataTable';
import { EmptyState } from '@/components/EmptyState';
import { Money } from '@/components/Money';
import { PageHeader } from '@/components/PageHeader';
import { SearchInput } from '@/components/SearchInput';
import { Section } from '@/components/Section';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';
import { useFormat } from '@/lib/useFormat';
import { FlowBadge } from './FlowBadge';
import { ImportFlow } from './ImportFlow';
import { useFlows } from './queries';
import type { Flow } from './types';
import { useTriggerText } from './useFlowWords';

const ORDER = { live: 0, paused: 1, draft: 2, archived: 3 };

/** What runs by itself for this shop, and what it earned. */
export default function FlowsPage() {
  const { t } = useTranslation('flows');
  const { page } = useShopPaths();
  const format = useFormat();
  const canChange = useCanChange();
  const triggerText = useTriggerText();
  const flows = useFlows();
  const [{ search, show }, set] = useAddressState({ search: '', show: 'current' });
  const rows = flows.data
    ?.filter((flow) => (show === 'archived') === (flow.status === 'archived'))
    .filter((flow) => flow.name.toLowerCase().includes(search.toLowerCase()))
    .sort((a, b) => ORDER[a.status] - ORDER[b.status] || b.updatedAt.localeCompare(a.updatedAt));
  const number = (key: 'entered' | 'waiting' | 'sent' | 'converted', from?: 'sm' | 'lg') => ({
    key,
    header: t(`number.${key}`),
    end: true,
    from,
    cell: (flow: Flow) => format.number(flow[key]),
  });
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')}>
        {canChange && <ImportFlow />}
        {canChange && (
          <Button component={Link} to={page('flows/new')} leftSection={<IconPlus size={17} aria-hidden />}>
            {t('new')}
          </Button>
        )}
      </PageHeader>
      <Section flush>
        {flows.data && flows.data.length > 0 && (
          <Group p="md" justify="space-between">
            <SearchInput label={t('search')} value={search} onChange={(next) => set({ search: next })} />
            <SegmentedControl
              size="xs"
              aria-label={t('show')}
              value={show}
              onChange={(next) => set({ show: next })}
              data={(['current', 'archived'] as const).map((each) => ({ value: each, label: t(`shown.${each}`) }))}
            />
          </Group>
        )}
        <DataTable
          label={t('title')}
          rows={rows}
          rowKey={(flow) => flow.id}
          rowLink={(flow) => page(`flows/${flow.id}`)}
          error={flows.error}
          retry={() => void flows.refetch()}
          columns={[
            {
              key: 'name',
              header: t('column.name'),
              cell: (flow) => (
                <>
                  <Text span inherit>
                    {flow.name}
                  </Text>
                  <Text size="xs" c="dimmed" fw={400}>
                    {triggerText(flow.definition.trigger)}
                  </Text>
                </>
              ),
            },
            { key: 'status', header: t('column.status'), cell: (flow) => <FlowBadge status={flow.status} /> },
            number('entered', 'sm'),
            number('waiting', 'lg'),
            number('sent', 'sm'),
            number('converted', 'lg'),
            { key: 'revenue', header: t('number.revenue'), end: true, cell: (flow) => <Money value={flow.revenue} /> },
          ]}
          empty={
            flows.data?.length === 0 ? (
              <EmptyState icon={IconRoute} title={t('empty.title')} text={t('empty.text')}>
                {canChange && (
                  <Button component={Link} to={page('flows/new')}>
                    {t('empty.action')}
                  </Button>
                )}
              </EmptyState>
            ) : (
              <EmptyState icon={IconRoute} title={t('empty.noneTitle')} text={t(show === 'archived' ? 'empty.noArchived' : 'empty.none')} />
            )
          }
        />
      </Section>
    </>
  );
}
