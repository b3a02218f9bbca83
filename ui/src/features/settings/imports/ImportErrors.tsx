import { Code } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ListTable } from '@/components/ListTable';
import { useFormat } from '@/lib/useFormat';
import { useList } from '@/lib/useList';

interface RowError {
  row: number;
  reason: string;
  line: string;
}

/** The rows that were left out, and why. */
export function ImportErrors({ id }: { id: string }) {
  const { t, i18n } = useTranslation('settings');
  /** A sentence begins with the field it is about: by the name that it has on the screen. */
  const named = (reason: string) =>
    reason.replace(/^[a-z_]+(?=[: ])/, (field) => (i18n.exists(`settings:field.${field}`) ? t(`field.${field}`) : field));
  const format = useFormat();
  const list = useList<RowError>(`imports/${id}/errors`, {}, 20);
  return (
    <ListTable
      label={t('imports.errors')}
      list={list}
      rowKey={({ row }) => String(row)}
      empty={null}
      columns={[
        { key: 'row', header: t('imports.row'), width: 90, cell: ({ row }) => format.number(row) },
        { key: 'reason', header: t('imports.reason'), cell: ({ reason }) => named(reason) },
        { key: 'line', header: t('imports.line'), from: 'sm', cell: ({ line }) => <Code>{line}</Code> },
      ]}
    />
  );
}
