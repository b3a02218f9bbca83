import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/DataTable';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { StatusBadge } from '@/components/StatusBadge';
import { useCanChange } from '@/lib/session';
import { useFormat } from '@/lib/useFormat';
import { MovePeople } from './MovePeople';
import { useMovePreview, useVersions } from './queries';
import type { Flow } from './types';

/** Every version people have entered by, and how many are still on it. */
export function VersionsTab({ flow }: { flow: Flow }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const versions = useVersions(flow.id);
  const canChange = useCanChange();
  const [moving, setMoving] = useState<number | null>(null);
  return (
    <>
      <DataTable
        label={t('tab.versions')}
        rows={versions.data && [...versions.data].sort((a, b) => b.version - a.version)}
        rowKey={(version) => String(version.version)}
        error={versions.error}
        retry={() => void versions.refetch()}
        columns={[
          {
            key: 'version',
            header: t('run.version'),
            cell: (version) => (
              <Group gap="xs">
                {t('version.name', { version: version.version })}
                {version.version === flow.version && <StatusBadge tone="accent">{t('version.current')}</StatusBadge>}
              </Group>
            ),
          },
          { key: 'created', header: t('version.created'), from: 'sm', cell: (version) => <DateTime value={version.createdAt} /> },
          {
            key: 'running',
            header: t('version.running'),
            end: true,
            clickable: true,
            cell: (version) => (
              <Group gap="xs" justify="flex-end">
                {format.number(version.running)}
                {canChange && flow.status !== 'archived' && version.version !== flow.version && version.running > 0 && (
                  <MoveButton flow={flow} version={version.version} onClick={() => setMoving(version.version)} />
                )}
              </Group>
            ),
          },
        ]}
        empty={<EmptyState title={t('version.empty')} />}
      />
      {moving !== null && <MovePeople flow={flow} version={moving} onClose={() => setMoving(null)} />}
    </>
  );
}

/** Only where the server can tell who would go where. */
function MoveButton({ flow, version, onClick }: { flow: Flow; version: number; onClick: () => void }) {
  const { t } = useTranslation('flows');
  const preview = useMovePreview(flow.id, version);
  if (!preview.data) return null;
  return (
    <Button variant="default" size="xs" onClick={onClick}>
      {t('movePeople.open')}
    </Button>
  );
}
