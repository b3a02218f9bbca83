import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '@/components/DataTable';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { Section } from '@/components/Section';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { useImports } from './hooks';
import { ImportStatusBadge } from './ImportStatusBadge';

/** The shop's history, file by file. */
export default function ImportsPage() {
  const { t } = useTranslation('settings');
  const { page } = useShopPaths();
  const format = useFormat();
  const canChange = useCanChange();
  const { data, error, refetch } = useImports();
  const add = (
    <Button component={Link} to={page('settings/imports/new')} size="xs" leftSection={<IconUpload size={15} aria-hidden />}>
      {t('imports.new')}
    </Button>
  );
  return (
    <Section title={t('imports.title')} text={t('imports.text')} flush actions={canChange && add}>
      <DataTable
        label={t('imports.title')}
        rows={data?.items}
        error={error}
        retry={() => void refetch()}
        rowKey={({ id }) => id}
        rowLink={({ id }) => page(`settings/imports/${id}`)}
        empty={
          <EmptyState icon={IconUpload} title={t('imports.emptyTitle')} text={t('imports.emptyText')}>
            {canChange && add}
          </EmptyState>
        }
        columns={[
          { key: 'file', header: t('imports.file'), cell: ({ fileName }) => fileName },
          { key: 'kind', header: t('imports.kind'), from: 'sm', cell: ({ kind }) => t(`importKind.${kind}`) },
          { key: 'status', header: t('imports.status'), cell: ({ status }) => <ImportStatusBadge status={status} /> },
          { key: 'rows', header: t('imports.rows'), end: true, cell: ({ rowsDone }) => format.number(rowsDone) },
          { key: 'failed', header: t('imports.failed'), end: true, from: 'sm', cell: ({ rowsFailed }) => format.number(rowsFailed) },
          { key: 'at', header: t('imports.at'), from: 'sm', cell: ({ createdAt }) => <DateTime value={createdAt} /> },
        ]}
      />
    </Section>
  );
}
