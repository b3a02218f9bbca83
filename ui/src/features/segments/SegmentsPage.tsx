import { ActionIcon, Badge, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { IconDots, IconDownload, IconGridDots, IconListCheck, IconPencil, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Sentence } from '@/components/condition/Sentence';
import { DataTable } from '@/components/DataTable';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { PageHeader } from '@/components/PageHeader';
import { SearchInput } from '@/components/SearchInput';
import { Section } from '@/components/Section';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';
import { Count } from './Count';
import { DeleteSegment } from './DeleteSegment';
import { NewList } from './NewList';
import { useSegments } from './queries';
import { sorted } from './sorted';
import { TemplateGrid } from './TemplateGrid';
import type { Segment } from './types';

/** The shop's groups of customers. */
export default function SegmentsPage() {
  const { t } = useTranslation('segments');
  const { page, url } = useShopPaths();
  const navigate = useNavigate();
  const canChange = useCanChange();
  const segments = useSegments();
  const [{ search, sort }, set] = useAddressState({ search: '', sort: 'updated' });
  const [doomed, setDoomed] = useState<Segment | null>(null);
  const [listing, setListing] = useState(false);
  const rows = segments.data && sorted(segments.data, search, sort);
  const none = segments.data?.length === 0;
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')}>
        <Button component={Link} to={page('segments/rfm')} variant="default" leftSection={<IconGridDots size={17} aria-hidden />}>
          {t('rfm.short')}
        </Button>
        {canChange && (
          <>
          <Button variant="default" onClick={() => setListing(true)} leftSection={<IconListCheck size={17} aria-hidden />}>
            {t('list.new')}
          </Button>
          <Button component={Link} to={page('segments/new')} leftSection={<IconPlus size={17} aria-hidden />}>
            {t('new')}
          </Button>
          </>
        )}
      </PageHeader>
      {none && canChange ? (
        <Stack>
          <Section>
            <EmptyState icon={IconUsersGroup} title={t('empty.title')} text={t('empty.text')} />
          </Section>
          <TemplateGrid />
        </Stack>
      ) : (
        <Section flush>
          <Group p="md">
            <SearchInput label={t('search')} value={search} onChange={(next) => set({ search: next })} />
          </Group>
          <DataTable
            label={t('title')}
            rows={rows}
            rowKey={(segment) => segment.id}
            rowLink={(segment) => page(`segments/${segment.id}`)}
            error={segments.error}
            retry={() => void segments.refetch()}
            sort={sort}
            onSort={(next) => set({ sort: next })}
            columns={[
              {
                key: 'name',
                header: t('column.name'),
                sort: 'name',
                cell: (segment) => (
                  <>
                    <Text span inherit>
                      {segment.name}
                    </Text>
                    {segment.list ? (
                      <Text size="xs" c="dimmed" fw={400}>
                        {t('list.by')}
                      </Text>
                    ) : (
                    <Sentence condition={segment.condition} size="xs" fw={400} lineClamp={2} maw={560} aria-live="off" />
                    )}
                    {segment.problem && (
                      <Badge color="red" mt={4}>
                        {t('broken')}
                      </Badge>
                    )}
                  </>
                ),
              },
              { key: 'members', header: t('column.members'), sort: 'members', end: true, cell: (segment) => <Count segment={segment} /> },
              {
                key: 'usedBy',
                header: t('column.usedBy'),
                from: 'sm',
                clickable: true,
                cell: (segment) => <UsedBy segment={segment} />,
              },
              {
                key: 'updated',
                header: t('column.updated'),
                sort: 'updated',
                from: 'lg',
                cell: (segment) => <DateTime value={segment.updatedAt} show="relative" />,
              },
              {
                key: 'acts',
                end: true,
                clickable: true,
                cell: (segment) => (
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon aria-label={t('actsFor', { name: segment.name })}>
                        <IconDots size={18} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {canChange && !segment.list && (
                        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => void navigate(page(`segments/${segment.id}/edit`))}>
                          {t('action.edit')}
                        </Menu.Item>
                      )}
                      <Menu.Item component="a" href={url(`segments/${segment.id}/members.csv`)} download leftSection={<IconDownload size={16} />}>
                        {t('export')}
                      </Menu.Item>
                      {canChange && (
                        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setDoomed(segment)}>
                          {t('action.delete')}
                        </Menu.Item>
                      )}
                    </Menu.Dropdown>
                  </Menu>
                ),
              },
            ]}
            empty={<EmptyState icon={IconUsersGroup} title={t(search ? 'empty.searchTitle' : 'empty.title')} text={t(search ? 'empty.search' : 'empty.text')} />}
          />
        </Section>
      )}
      <NewList opened={listing} onClose={() => setListing(false)} />
      <DeleteSegment segment={doomed} onClose={() => setDoomed(null)} />
    </>
  );
}

function UsedBy({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const { page } = useShopPaths();
  if (segment.usedBy.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('unused')}
      </Text>
    );
  return (
    <Group gap={6}>
      {segment.usedBy.slice(0, 3).map((use) => (
        <Badge
          key={`${use.kind} ${use.id}`}
          component={Link}
          to={page(`${use.kind === 'segment' ? 'segments' : 'flows'}/${use.id}`)}
          style={{ cursor: 'pointer' }}
          color="gray"
        >
          {use.name}
        </Badge>
      ))}
      {segment.usedBy.length > 3 && <Badge color="gray">+{segment.usedBy.length - 3}</Badge>}
    </Group>
  );
}
