import { Button, Group, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ListTable } from '@/components/ListTable';
import { PageHeader } from '@/components/PageHeader';
import { Section } from '@/components/Section';
import { errorText } from '@/lib/errorText';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useList } from '@/lib/useList';
import { AddSuppression } from './AddSuppression';
import { useUnsuppress } from './queries';
import type { Suppression } from './types';

/** Addresses nobody writes to any more, and why. */
export default function SuppressionsPage() {
  const { t } = useTranslation('messages');
  const { page } = useShopPaths();
  // what a mail server said is shown as it said it
  const reason = (code: string) => t(`suppressionReason.${code}`, { defaultValue: code });
  const canChange = useCanChange();
  const list = useList<Suppression>('suppressions');
  const remove = useUnsuppress();
  const [chosen, setChosen] = useState<Suppression | null>(null);
  const [adding, setAdding] = useState(false);
  const confirm = () => {
    if (!chosen) return;
    remove.mutate(chosen, {
      onSuccess: () => {
        notifyDone(t('suppressions.removed', { address: chosen.address }));
        setChosen(null);
      },
      onError: (error) => notifyFailed(errorText(error, t)),
    });
  };
  return (
    <>
      <PageHeader
        title={t('suppressions.title')}
        subtitle={t('suppressions.subtitle')}
        back={{ to: page('messages'), label: t('title') }}
      >
        {canChange && <Button onClick={() => setAdding(true)}>{t('suppressions.add')}</Button>}
      </PageHeader>
      <Section flush>
        <ListTable
          label={t('suppressions.title')}
          list={list}
          rowKey={(each) => `${each.channel} ${each.address}`}
          columns={[
            { key: 'address', header: t('suppressions.address'), cell: (each) => <Text fw={500} size="sm">{each.address}</Text> },
            { key: 'reason', header: t('suppressions.reason'), cell: (each) => reason(each.reason) },
            { key: 'channel', header: t('suppressions.channel'), from: 'sm', cell: (each) => t(`channel.${each.channel}`) },
            { key: 'at', header: t('suppressions.since'), from: 'sm', end: true, cell: (each) => <DateTime value={each.at} show="date" /> },
            {
              key: 'remove',
              end: true,
              clickable: true,
              cell: (each) =>
                canChange && (
                  <Group justify="flex-end">
                    <Button variant="default" size="xs" onClick={() => setChosen(each)} aria-label={`${t('suppressions.remove')}: ${each.address}`}>
                      {t('suppressions.remove')}
                    </Button>
                  </Group>
                ),
            },
          ]}
          empty={<EmptyState icon={IconShieldCheck} title={t('suppressions.emptyTitle')} text={t('suppressions.empty')} />}
        />
      </Section>
      <AddSuppression opened={adding} onClose={() => setAdding(false)} />
      <ConfirmWithName
        opened={chosen !== null}
        onClose={() => setChosen(null)}
        title={t('suppressions.removeTitle')}
        text={t('suppressions.removeText', { address: chosen?.address })}
        action={t('suppressions.remove')}
        onConfirm={confirm}
        busy={remove.isPending}
      />
    </>
  );
}
