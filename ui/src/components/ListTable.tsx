import type { useList } from '@/lib/useList';
import { type Column, DataTable } from './DataTable';
import type { ReactNode } from 'react';

interface Props<T> {
  label: string;
  list: ReturnType<typeof useList<T>>;
  columns: Column<T>[];
  rowKey: (row: T) => string;
  rowLink?: (row: T) => string;
  sort?: string;
  onSort?: (sort: string) => void;
  empty: ReactNode;
}

/** A [DataTable] over what `useList` reads. */
export function ListTable<T>({ list, ...rest }: Props<T>) {
  return (
    <DataTable
      {...rest}
      rows={list.items}
      error={list.error}
      retry={() => void list.refetch()}
      hasMore={list.hasNextPage}
      loadMore={() => void list.fetchNextPage()}
      loadingMore={list.isFetchingNextPage}
    />
  );
}
