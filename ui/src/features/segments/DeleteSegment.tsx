import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { errorText } from '@/lib/errorText';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useDeleteSegment } from './queries';
import type { Segment } from './types';

interface Props {
  segment: Segment | null;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Asks before deleting, and says where the segment is used: there it would match nobody. */
export function DeleteSegment({ segment, onClose, onDeleted }: Props) {
  const { t } = useTranslation('segments');
  const remove = useDeleteSegment();
  const used = segment?.usedBy ?? [];
  return (
    <ConfirmWithName
      opened={segment !== null}
      onClose={onClose}
      title={t('delete.title', { name: segment?.name })}
      name={used.length > 0 ? segment?.name : undefined}
      text={
        used.length > 0 ? (
          <>
            <Text size="sm" mb="xs">
              {t('delete.used')}
            </Text>
            <List size="sm">
              {used.map((use) => (
                <List.Item key={`${use.kind} ${use.id}`}>{use.name}</List.Item>
              ))}
            </List>
          </>
        ) : (
          t('delete.text')
        )
      }
      action={t('action.delete')}
      busy={remove.isPending}
      onConfirm={() =>
        segment &&
        remove.mutate(segment.id, {
          onSuccess: () => {
            notifyDone(t('delete.done', { name: segment.name }));
            onClose();
            onDeleted?.();
          },
          onError: (error) => notifyFailed(errorText(error, t)),
        })
      }
    />
  );
}
