import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { errorText } from '@/lib/errorText';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useShopPaths } from '@/lib/shop';
import { imported } from './exported';
import { useCreateFlow } from './queries';

/** Makes a draft of a flow that was exported here or elsewhere. */
export function ImportFlow() {
  const { t } = useTranslation('flows');
  const { page } = useShopPaths();
  const navigate = useNavigate();
  const create = useCreateFlow();
  const read = async (file: File | null) => {
    if (!file) return;
    const found = file.size > 20_000_000 ? null : imported(await file.text(), file.name);
    if (!found) return notifyFailed(t('import.noFlow', { file: file.name }));
    create.mutate(found, {
      onSuccess: (flow) => {
        notifyDone(t('import.done', { name: flow.name }));
        void navigate(page(`flows/${flow.id}`));
      },
      onError: (error) => notifyFailed(errorText(error, t)),
    });
  };
  return (
    <FileButton accept="application/json,.json" onChange={(file) => void read(file)}>
      {(props) => (
        <Button {...props} variant="default" leftSection={<IconUpload size={17} aria-hidden />} loading={create.isPending}>
          {t('import.action')}
        </Button>
      )}
    </FileButton>
  );
}
