import { ActionIcon, Alert, Badge, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconDots, IconPencil, IconTrash, IconUserMinus, IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Sentence } from '@/components/condition/Sentence';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { ExportButton } from '@/components/ExportButton';
import { ListTable } from '@/components/ListTable';
import { Loading } from '@/components/Loading';
import { Money } from '@/components/Money';
import { PageHeader } from '@/components/PageHeader';
import { PersonName } from '@/components/PersonName';
import { Section } from '@/components/Section';
import { errorText } from '@/lib/errorText';
import { notifyFailed } from '@/lib/notify';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { useList } from '@/lib/useList';
import { DeleteSegment } from './DeleteSegment';
import { AddPeople } from './AddPeople';
import { useRemovePerson, useSegment } from './queries';
import { SizeLine } from './SizeLine';
import type { Member } from './types';

/** Who is in a segment, since when. */
export default function SegmentPage() {
  const { t } = useTranslation('segments');
  const { id = '' } = useParams();
  const { page } = useShopPaths();
  const navigate = useNavigate();
  const format = useFormat();
  const canChange = useCanChange();
  const query = useSegment(id);
  const members = useList<Member>(`segments/${id}/members`);
  const [deleting, setDeleting] = useState(false);
  const [adding, setAdding] = useState(false);
  const removePerson = useRemovePerson(id);
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading lines={8} />;
  const segment = query.data;
  return (
    <>
      <PageHeader title={segment.name} subtitle={segment.list ? t('list.by') : <Sentence condition={segment.condition} aria-live="off" maw={720} />} back={{ to: page('segments'), label: t('title') }}>
        <ExportButton path={`segments/${id}/members`} />
        {canChange && (
          <>
            {segment.list ? (
              <Button onClick={() => setAdding(true)} leftSection={<IconUserPlus size={17} aria-hidden />}>
                {t('list.add')}
              </Button>
            ) : (
            <Button component={Link} to={page(`segments/${id}/edit`)} leftSection={<IconPencil size={17} aria-hidden />}>
              {t('action.edit')}
            </Button>
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size="lg" variant="default" aria-label={t('actsFor', { name: segment.name })}>
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setDeleting(true)}>
                  {t('action.delete')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </PageHeader>
      <Stack>
        {segment.problem && (
          <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('broken')}>
            {t('brokenText')} {segment.problem}
          </Alert>
        )}
        {segment.usedBy.length > 0 && (
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {t('usedBy')}
            </Text>
            {segment.usedBy.map((use) => (
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
          </Group>
        )}
        <SizeLine id={id} />
        <Section
          flush
          title={segment.ready ? t('members', { count: segment.members, n: format.number(segment.members) }) : t('finding')}
          text={segment.ready ? undefined : t('findingText', { n: format.number(segment.members), share: format.percent(segment.progress ?? 0, 0) })}
        >
          <ListTable
            label={t('column.members')}
            list={members}
            rowKey={(member) => member.id}
            rowLink={(member) => page(`customers/${member.id}`)}
            columns={[
              { key: 'person', header: t('column.person'), cell: (member) => <PersonName person={member} both /> },
              { key: 'orders', header: t('column.orders'), end: true, from: 'sm', cell: (member) => format.number(member.orders) },
              { key: 'spent', header: t('column.spent'), end: true, cell: (member) => <Money value={member.spent} /> },
              { key: 'lastOrder', header: t('column.lastOrder'), from: 'lg', cell: (member) => <DateTime value={member.lastOrderAt} show="date" /> },
              { key: 'since', header: t('column.since'), from: 'sm', cell: (member) => <DateTime value={member.since} show="relative" /> },
              ...(segment.list && canChange
                ? [
                    {
                      key: 'remove',
                      end: true,
                      clickable: true,
                      cell: (member: Member) => (
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={t('list.remove', { name: member.email ?? member.id })}
                          onClick={() => removePerson.mutate(member.id, { onError: (error) => notifyFailed(errorText(error, t)) })}
                        >
                          <IconUserMinus size={17} />
                        </ActionIcon>
                      ),
                    },
                  ]
                : []),
            ]}
            empty={<EmptyState icon={IconUsersGroup} title={t('nobodyTitle')} text={t(segment.list ? 'list.nobody' : segment.ready ? 'nobody' : 'notYet')} />}
          />
        </Section>
      </Stack>
      <AddPeople id={id} opened={adding} onClose={() => setAdding(false)} />
      <DeleteSegment segment={deleting ? segment : null} onClose={() => setDeleting(false)} onDeleted={() => void navigate(page('segments'))} />
    </>
  );
}
