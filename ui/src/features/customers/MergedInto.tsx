import { Alert, Anchor } from '@mantine/core';
import { IconArrowMerge } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useShopPaths } from '@/lib/shop';

export function MergedInto({ into }: { into: string }) {
  const { t } = useTranslation('customers');
  const { page } = useShopPaths();
  return (
    <Alert color="gray" icon={<IconArrowMerge size={18} aria-hidden />}>
      {t('mergedInto')}{' '}
      <Anchor component={Link} to={page(`customers/${into}`)} inherit>
        {t('openOther')}
      </Anchor>
    </Alert>
  );
}
