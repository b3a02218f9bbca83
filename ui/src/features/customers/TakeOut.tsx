import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { errorText } from '@/lib/errorText';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useTakeOut } from './hooks';

interface Props {
  profile: string;
  name: string;
}

/** Ends all that would still be written to this person: flows, plans and what is queued. */
export function TakeOut({ profile, name }: Props) {
  const { t } = useTranslation('customers');
  const [asking, { open, close }] = useDisclosure();
  const stop = useTakeOut(profile);
  return (
    <>
      <Button variant="default" leftSection={<IconHandStop size={17} aria-hidden />} onClick={open}>
        {t('takeOut.action')}
      </Button>
      <ConfirmWithName
        opened={asking}
        onClose={close}
        title={t('takeOut.title', { name })}
        text={t('takeOut.text')}
        action={t('takeOut.confirm')}
        busy={stop.isPending}
        onConfirm={() =>
          stop.mutate(undefined, {
            onSuccess: ({ runs, plans, messages }) => {
              notifyDone(t('takeOut.done', { runs, plans, messages }));
              close();
            },
            onError: (error) => notifyFailed(errorText(error, t)),
          })
        }
      />
    </>
  );
}
