import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/DataTable';

/** The first rows of the file as they are. */
export function SampleTable({ columns, rows }: { columns: string[]; rows: string[][] }) {
  const { t } = useTranslation('settings');
  return (
    <DataTable
      label={t('imports.sample')}
      rows={rows.map((cells, index) => ({ index, cells }))}
      rowKey={({ index }) => String(index)}
      empty={null}
      columns={columns.map((column, index) => ({
        key: `${index} ${column}`,
        header: column,
        cell: ({ cells }: { cells: string[] }) => cells[index] ?? '',
      }))}
    />
  );
}
