import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CopyField } from '@/components/CopyField';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { api } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';

interface DnsEntry {
  selector: string;
  dnsName: string;
  dnsValue: string;
}

/** What must stand in the domain's DNS so that mailboxes trust the signature. */
export function Dkim({ domain }: { domain: string }) {
  const { t } = useTranslation('settings');
  const { url, key } = useShopPaths();
  const { data, error, refetch } = useQuery({
    queryKey: key('dkim', domain),
    queryFn: ({ signal }) => api.get<DnsEntry>(url('dkim'), {}, signal),
  });
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={2} />;
  return (
    <Stack gap="xs">
      <Text size="sm">{t('dkim.add')}</Text>
      <CopyField label={t('dkim.name')} value={data.dnsName} />
      <CopyField block label={t('dkim.value')} value={data.dnsValue} />
    </Stack>
  );
}
