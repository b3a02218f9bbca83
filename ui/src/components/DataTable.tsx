import { Button, Center, Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/lib/useFormat';
import classes from './DataTable.module.css';
import { ErrorState } from './ErrorState';
import { Loading } from './Loading';

export interface Column<T> {
  key: string;
  /** Left out over what can be done with a row: then only screen readers are told. */
  header?: string;
  cell: (row: T) => ReactNode;
  /** Numbers and money stand at the end. */
  end?: boolean;
  /** The value of the list's `sort` that this column stands for. */
  sort?: string;
  /** That sort goes from small to big, as names do. */
  ascending?: boolean;
  /** The width from which it is shown; always when missing. */
  from?: 'sm' | 'lg';
  width?: string | number;
  /** Has something of its own to click. */
  clickable?: boolean;
}

interface Props<T> {
  /** What the table lists, for screen readers. */
  label: string;
  columns: Column<T>[];
  rows: T[] | undefined;
  rowKey: (row: T) => string;
  /** The row's own page; the first column carries the link. */
  rowLink?: (row: T) => string;
  sort?: string;
  onSort?: (sort: string) => void;
  error?: unknown;
  retry?: () => void;
  /** Instead of an empty table. */
  empty: ReactNode;
  hasMore?: boolean;
  loadMore?: () => void;
  loadingMore?: boolean;
}

/** A list with sorting, cursor paging, and its loading, empty and error states. */
export function DataTable<T>(props: Props<T>) {
  const { label, columns, rows, rowKey, rowLink, sort, onSort, error, retry, empty, hasMore, loadMore } = props;
  const { t } = useTranslation();
  const format = useFormat();
  if (error) return <ErrorState error={error} retry={retry} />;
  if (!rows) return <Loading lines={8} height={28} />;
  if (rows.length === 0) return empty;
  const classOf = (column: Column<T>) =>
    [column.end && classes.end, column.from === 'sm' && classes.fromSm, column.from === 'lg' && classes.fromLg]
      .filter(Boolean)
      .join(' ') || undefined;
  return (
    <>
      {/* scrollable regions must be reachable by keyboard */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  className={classOf(column)}
                  style={{ width: column.width }}
                  aria-sort={column.sort ? (column.sort === sort ? (column.ascending ? 'ascending' : 'descending') : 'none') : undefined}
                >
                  {column.sort && onSort ? (
                    <UnstyledButton
                      className={classes.sort}
                      data-active={column.sort === sort || undefined}
                      onClick={() => onSort(column.sort as string)}
                    >
                      {column.header}
                      <IconArrowDown
                        size={14}
                        aria-hidden
                        opacity={column.sort === sort ? 1 : 0.35}
                        style={column.ascending ? { rotate: '180deg' } : undefined}
                      />
                    </UnstyledButton>
                  ) : (
                    (column.header ?? <VisuallyHidden>{t('actions')}</VisuallyHidden>)
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)} className={classes.row}>
                {columns.map((column, index) => (
                  <td key={column.key} className={classOf(column)}>
                    {index === 0 && rowLink ? (
                      <Link to={rowLink(row)} className={classes.link}>
                        {column.cell(row)}
                      </Link>
                    ) : column.clickable ? (
                      <div className={classes.above}>{column.cell(row)}</div>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasMore && loadMore && (
        <Center p="md" style={{ borderTop: '1px solid var(--ritorno-line)' }}>
          <Group gap="md">
            <Text size="sm" c="dimmed">
              {t('list.shown', { count: rows.length, n: format.number(rows.length) })}
            </Text>
            <Button variant="default" size="xs" onClick={loadMore} loading={props.loadingMore}>
              {t('list.more')}
            </Button>
          </Group>
        </Center>
      )}
    </>
  );
}
