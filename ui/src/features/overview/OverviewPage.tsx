import { PageHeader } from '@/components/PageHeader';
import { useTranslation } from 'react-i18next';

export default function OverviewPage() {
  const { t } = useTranslation();
  return <PageHeader title={t('nav.home')} />;
}
