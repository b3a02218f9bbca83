import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Params, withParams } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';

/** Downloads the list, as filtered, as CSV in the language of the screen. */
export function ExportButton({ path, params }: { path: string; params?: Params }) {
  const { t, i18n } = useTranslation();
  const { url } = useShopPaths();
  return (
    <Button
      component="a"
      href={withParams(url(`${path}.csv`), { ...params, lang: i18n.language })}
      download
      variant="default"
      leftSection={<IconDownload size={17} aria-hidden />}
    >
      {t('action.export')}
    </Button>
  );
}
