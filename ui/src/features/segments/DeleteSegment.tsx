import { Anchor, Button, Group, List, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { errorText } from '@/lib/errorText';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useShopPaths } from '@/lib/shop';
import { useDeleteSegment } from './queries';
import type { Segment } from './types';

interface Props {
  segment: Segment | null;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Asks before deleting. What is used stays, and says where: the server refuses, or people would silently go missing there. */
export function DeleteSegment({ segment, onClose, onDeleted }: Props) {
  const { t } = useTranslation('segments');
  const remove = useDeleteSegment();
  const { page } = useShopPaths();
  const used = segment?.usedBy ?? [];
  if (segment && used.length > 0)
    return (
      <Modal
        opened
        onClose={onClose}
        title={t('delete.usedTitle', { name: segment.name })}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <Text size="sm" mb="xs">
          {t('delete.used')}
        </Text>
        <List size="sm">
          {used.map((use) => (
            <List.Item key={`${use.kind} ${use.id}`}>
              <Anchor component={Link} to={page(`${use.kind === 'flow' ? 'flows' : 'segments'}/${use.id}`)} size="sm">
                {use.name}
              </Anchor>
            </List.Item>
          ))}
        </List>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('action.close')}
          </Button>
        </Group>
      </Modal>
    );
  return (
    <ConfirmWithName
      opened={segment !== null}
      onClose={onClose}
      title={t('delete.title', { name: segment?.name })}
      text={t('delete.text')}
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
