import { Center, Loader } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { ErrorState } from '@/components/ErrorState';
import { speak } from '@/lib/i18n';
import { useSession } from '@/lib/session';

const LoginPage = lazy(() => import('@/features/login/LoginPage'));

/** Everything behind the login; the address stays, so one lands where one wanted to go. */
export function Gate() {
  const { t } = useTranslation();
  const { data: me, error, refetch } = useSession();
  const locale = me?.user.locale;
  useEffect(() => {
    if (locale) void speak(locale);
  }, [locale]);
  const wait = (
    <Center mih="100dvh">
      <Loader role="status" aria-label={t('loading')} />
    </Center>
  );
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (me === undefined) return wait;
  return <Suspense fallback={wait}>{me ? <Outlet /> : <LoginPage />}</Suspense>;
}
