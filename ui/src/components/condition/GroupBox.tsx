import { ActionIcon, Badge, Button, Group as Line, Menu, Select, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconBracesOff, IconCopy, IconDots, IconFolderPlus, IconPlus, IconSwitchHorizontal, IconTrash } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './builder.module.css';
import { useBuilder } from './context';
import { Draggable, Gap } from './Draggable';
import { KindPicker } from './KindPicker';
import { kindOf } from './kinds';
import { RowBox } from './RowBox';
import { add, duplicate, edit, groupOf, remove, rowOf, shift, unwrap, wrap, type Group } from './tree';

interface Props {
  group: Group;
  root: Group;
  depth: number;
  /** `burst` names the field being typed in, so that typing is undone together. */
  onChange: (root: Group, burst?: string) => void;
}

/** The server takes conditions eight deep. */
const DEEPEST = 7;

/** Conditions of which all, or any, must hold. */
export function GroupBox({ group, root, depth, onChange }: Props) {
  const { t } = useTranslation('condition');
  const { unit, readOnly } = useBuilder();
  const join = t(group.op === 'all' ? 'ui.allShort' : 'ui.anyShort');
  const change = (next: Group) => onChange(edit(root, group.id, () => next));
  return (
    <div className={classes.group} role="group" aria-label={t(depth === 0 ? 'ui.root' : 'ui.subgroup')} data-odd={depth % 2 === 1 || undefined}>
      <Line justify="space-between" wrap="nowrap" mb="sm" gap="xs" align="flex-start">
        <Line gap="xs" className={classes.head}>
          {group.not && (
            <Badge color="red" size="lg">
              {t('ui.not')}
            </Badge>
          )}
          <Text size="sm">{t('ui.match')}</Text>
          <Select
            aria-label={t('ui.match')}
            w={280}
            data={(['all', 'any'] as const).map((op) => ({ value: op, label: t(`ui.${op}`) }))}
            value={group.op}
            onChange={(op) => op && change({ ...group, op: op as Group['op'] })}
            allowDeselect={false}
            readOnly={readOnly}
          />
        </Line>
        {!readOnly && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size="lg" aria-label={t('ui.moreGroup')}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconSwitchHorizontal size={16} />} onClick={() => change({ ...group, not: !group.not })}>
                {t(group.not ? 'ui.affirm' : 'ui.negate')}
              </Menu.Item>
              {depth > 0 && (
                <>
                  <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => onChange(duplicate(root, group.id))}>
                    {t('ui.duplicate')}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconBracesOff size={16} />} onClick={() => onChange(unwrap(root, group.id))}>
                    {t('ui.unwrap')}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconArrowUp size={16} />} onClick={() => onChange(shift(root, group.id, -1))}>
                    {t('ui.moveUp')}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconArrowDown size={16} />} onClick={() => onChange(shift(root, group.id, 1))}>
                    {t('ui.moveDown')}
                  </Menu.Item>
                </>
              )}
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => onChange(remove(root, group.id))}>
                {t('ui.remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Line>
      <div className={classes.items}>
        {group.items.map((item, index) => (
          <Fragment key={item.id}>
            {!readOnly && <Gap group={group.id} index={index} />}
            {index > 0 && <div className={classes.join}>{join}</div>}
            <Draggable id={item.id} name={item.kind === 'group' ? t('ui.subgroup') : t(`kind.${kindOf(item.leaf).replace(':', '-')}`)}>
              {item.kind === 'group' ? (
                <GroupBox group={item} root={root} depth={depth + 1} onChange={onChange} />
              ) : (
              <RowBox
                row={item}
                acts={{
                  change: (row) => onChange(edit(root, item.id, () => row), row.leaf.type === item.leaf.type && row.not === item.not ? item.id : undefined),
                  remove: () => onChange(remove(root, item.id)),
                  duplicate: () => onChange(duplicate(root, item.id)),
                  shift: (by) => onChange(shift(root, item.id, by)),
                  wrap: () => onChange(wrap(root, item.id)),
                }}
              />
              )}
            </Draggable>
          </Fragment>
        ))}
        {!readOnly && <Gap group={group.id} index={group.items.length} />}
      </div>
      {group.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('ui.empty')}
        </Text>
      )}
      {!readOnly && (
        <Line gap="xs" mt="sm">
          <KindPicker
            onPick={(kind) => onChange(add(root, group.id, rowOf(kind.make(unit))))}
            target={(toggle, opened) => (
              <Button
                variant="default"
                size="sm"
                aria-haspopup="listbox"
                aria-expanded={opened}
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={toggle}
              >
                {t('ui.addCondition')}
              </Button>
            )}
          />
          {depth < DEEPEST - 1 && (
            <Button
              variant="subtle"
              size="sm"
              leftSection={<IconFolderPlus size={16} aria-hidden />}
              onClick={() => onChange(add(root, group.id, groupOf(group.op === 'all' ? 'any' : 'all')))}
            >
              {t('ui.addGroup')}
            </Button>
          )}
        </Line>
      )}
    </div>
  );
}
