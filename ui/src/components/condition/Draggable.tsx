import { useDraggable, useDroppable } from '@dnd-kit/core';
import { ActionIcon } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './builder.module.css';
import { useBuilder } from './context';

/** A row or group with a handle by which it is dragged; the arrow keys move it too once Space has lifted it. */
export function Draggable({ id, name, children }: { id: string; name: string; children: ReactNode }) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({
    id,
    data: { name },
    disabled: readOnly,
  });
  if (readOnly) return children;
  return (
    <div ref={setNodeRef} className={classes.draggable} data-dragging={isDragging || undefined}>
      <ActionIcon
        ref={setActivatorNodeRef}
        size="lg"
        variant="transparent"
        color="gray"
        className={classes.handle}
        {...attributes}
        {...listeners}
        aria-label={`${t('ui.drag')}: ${name}`}
      >
        <IconGripVertical size={17} aria-hidden />
      </ActionIcon>
      <div className={classes.dragged}>{children}</div>
    </div>
  );
}

/** The gap before an item, or at a group's end, where things can be dropped. */
export function Gap({ group, index }: { group: string; index: number }) {
  const { setNodeRef, isOver, active } = useDroppable({ id: `${group} ${index}`, data: { group, index } });
  return <div ref={setNodeRef} className={classes.gap} data-open={active !== null || undefined} data-over={isOver || undefined} aria-hidden />;
}
