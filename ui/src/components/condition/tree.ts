import type { Condition, Leaf } from './condition';

/** The condition as the builder holds it: groups and rows with ids, "not" as a switch on either. */
export interface Group {
  id: string;
  kind: 'group';
  op: 'all' | 'any';
  not: boolean;
  items: Node[];
}

export interface Row {
  id: string;
  kind: 'row';
  not: boolean;
  leaf: Leaf;
}

export type Node = Group | Row;

let last = 0;
const newId = () => `n${++last}`;

export const rowOf = (leaf: Leaf, not = false): Row => ({ id: newId(), kind: 'row', not, leaf });

export const groupOf = (op: 'all' | 'any', items: Node[] = [], not = false): Group => ({
  id: newId(),
  kind: 'group',
  op,
  not,
  items,
});

function nodeOf(condition: Condition, not: boolean): Node {
  switch (condition.type) {
    case 'not':
      return nodeOf(condition.of, !not);
    case 'all':
    case 'any':
      return groupOf(
        condition.type,
        condition.of.map((each) => nodeOf(each, false)),
        not,
      );
    default:
      return rowOf(condition, not);
  }
}

/** A condition as a tree; the root is always a group. */
export function treeOf(condition: Condition | null | undefined): Group {
  if (!condition) return groupOf('all');
  const node = nodeOf(condition, false);
  return node.kind === 'group' ? node : groupOf('all', [node]);
}

/** The tree as JSON; null where nothing is asked. Empty groups are left out. */
export function conditionOf(node: Node): Condition | null {
  const inner: Condition | null =
    node.kind === 'row'
      ? node.leaf
      : (() => {
          const of = node.items.map(conditionOf).filter((each) => each !== null);
          return of.length === 0 ? null : { type: node.op, of };
        })();
  return inner && node.not ? { type: 'not', of: inner } : inner;
}

/** Changes the node of that id wherever it is; null takes it out. */
export function edit(root: Group, id: string, how: (node: Node) => Node | null): Group {
  const walk = (node: Node): Node | null => {
    if (node.id === id) return how(node);
    if (node.kind === 'row') return node;
    const items = node.items.map(walk).filter((each) => each !== null);
    return items.length === node.items.length && items.every((each, i) => each === node.items[i])
      ? node
      : { ...node, items };
  };
  const changed = walk(root);
  return changed?.kind === 'group' ? changed : groupOf('all');
}

/** The group that holds the node of that id. */
export function parentOf(root: Group, id: string): Group | undefined {
  for (const item of root.items) {
    if (item.id === id) return root;
    const found = item.kind === 'group' ? parentOf(item, id) : undefined;
    if (found) return found;
  }
  return undefined;
}

export function add(root: Group, groupId: string, node: Node): Group {
  return edit(root, groupId, (group) =>
    group.kind === 'group' ? { ...group, items: [...group.items, node] } : group,
  );
}

export function remove(root: Group, id: string): Group {
  return id === root.id ? { ...root, items: [], not: false } : edit(root, id, () => null);
}

function copyOf(node: Node): Node {
  return node.kind === 'row'
    ? { ...node, id: newId(), leaf: structuredClone(node.leaf) }
    : { ...node, id: newId(), items: node.items.map(copyOf) };
}

/** A second one of the same right after it. */
export function duplicate(root: Group, id: string): Group {
  const parent = parentOf(root, id);
  if (!parent) return root;
  return edit(root, parent.id, (group) =>
    group.kind === 'group'
      ? { ...group, items: group.items.flatMap((item) => (item.id === id ? [item, copyOf(item)] : [item])) }
      : group,
  );
}

/** One place up (-1) or down (1) within its group. */
export function shift(root: Group, id: string, by: -1 | 1): Group {
  const parent = parentOf(root, id);
  if (!parent) return root;
  const from = parent.items.findIndex((item) => item.id === id);
  const to = from + by;
  if (to < 0 || to >= parent.items.length) return root;
  const items = [...parent.items];
  items.splice(to, 0, ...items.splice(from, 1));
  return edit(root, parent.id, (group) => ({ ...group, items }) as Group);
}

/** Whether the node of that id stands in the group, at any depth, or is the group. */
export function holds(node: Node, id: string): boolean {
  return node.id === id || (node.kind === 'group' && node.items.some((item) => holds(item, id)));
}

/** How many groups stand in one another, with this one. */
export function depthOf(node: Node): number {
  return node.kind === 'row' ? 0 : 1 + Math.max(0, ...node.items.map(depthOf));
}

/** Takes the node from where it is and puts it before the item at `index` of a group; never into itself. */
export function move(root: Group, id: string, groupId: string, index: number): Group {
  const from = parentOf(root, id);
  const node = from?.items.find((item) => item.id === id);
  if (!from || !node || holds(node, groupId)) return root;
  const before = from.items.findIndex((item) => item.id === id);
  const at = from.id === groupId && before < index ? index - 1 : index;
  if (from.id === groupId && at === before) return root;
  return edit(remove(root, id), groupId, (group) =>
    group.kind === 'group'
      ? { ...group, items: [...group.items.slice(0, at), node, ...group.items.slice(at)] }
      : group,
  );
}

/** Puts a row or group into a group of its own, of the other kind than the one it was in. */
export function wrap(root: Group, id: string): Group {
  const parent = parentOf(root, id);
  if (!parent) return root;
  return edit(root, id, (node) => groupOf(parent.op === 'all' ? 'any' : 'all', [node]));
}

/** Takes a group's items out into the group around it. */
export function unwrap(root: Group, id: string): Group {
  const parent = parentOf(root, id);
  if (!parent) return root;
  const items = parent.items.flatMap((item) =>
    item.id === id && item.kind === 'group' ? item.items : [item],
  );
  return edit(root, parent.id, (group) => ({ ...group, items }) as Group);
}

export function countRows(node: Node): number {
  return node.kind === 'row' ? 1 : node.items.reduce((n, item) => n + countRows(item), 0);
}
