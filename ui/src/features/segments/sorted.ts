import type { Segment } from './types';

/** Those whose name has the words, in the order asked for. */
export function sorted(segments: Segment[], search: string, sort: string): Segment[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = segments.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  switch (sort) {
    case 'name':
      return rows.sort((a, b) => a.name.localeCompare(b.name));
    case 'members':
      return rows.sort((a, b) => b.members - a.members);
    default:
      return rows.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  }
}
