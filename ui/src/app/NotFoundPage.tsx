import { Button } from '@mantine/core';
import { IconCompassOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/EmptyState';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={IconCompassOff} title={t('error.missingTitle')} text={t('error.missing')}>
      <Button component={Link} to="/" variant="default">
        {t('nav.home')}
      </Button>
    </EmptyState>
  );
}
