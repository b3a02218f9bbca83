import { Alert, Button, Code, Stack, Table } from '@mantine/core';
import { IconDownload, IconEraser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DateTime } from '@/components/DateTime';
import { FactList } from '@/components/FactList';
import { PageHeader } from '@/components/PageHeader';
import { Section } from '@/components/Section';
import type { Erasure } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { linesOf } from './receipt';

/** What is left of a person who was erased: the receipt. */
export function ErasedCustomer({ erasure }: { erasure: Erasure }) {
  const { t } = useTranslation('customers');
  const { page, url } = useShopPaths();
  const format = useFormat();
  const lines = linesOf(erasure);
  return (
    <>
      <PageHeader title={t('erased.title')} back={{ to: page('customers'), label: t('title') }}>
        {erasure.erasedAt && (
          <Button
            component="a"
            href={url(`erasures/${erasure.id}`)}
            download={`erasure-${erasure.id}.json`}
            variant="default"
            leftSection={<IconDownload size={17} aria-hidden />}
          >
            {t('erased.download')}
          </Button>
        )}
      </PageHeader>
      <Stack gap="md">
        <Alert color="gray" icon={<IconEraser size={18} aria-hidden />} role="status">
          {erasure.erasedAt
            ? t('erased.done', { at: format.dateTime(erasure.erasedAt) })
            : t('erased.going')}
        </Alert>
        <Section title={t('erased.receipt')} text={t('erased.receiptText')}>
          <FactList
            facts={[
              { label: t('erased.number'), value: <Code>{erasure.id}</Code> },
              { label: t('erased.asked'), value: <DateTime value={erasure.askedAt} /> },
              { label: t('erased.by'), value: erasure.by ?? t('erased.byKey') },
            ]}
          />
        </Section>
        {lines.length > 0 && (
          <Section title={t('erased.counts')} text={t('erased.countsText')} flush>
            <Table horizontalSpacing="md">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('erased.kindHead')}</Table.Th>
                  <Table.Th ta="right">{t('erased.gone')}</Table.Th>
                  <Table.Th ta="right">{t('erased.kept')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {lines.map(({ kind, erased, kept }) => (
                  <Table.Tr key={kind}>
                    <Table.Td>{t(`erased.kind.${kind}`, { defaultValue: kind })}</Table.Td>
                    <Table.Td ta="right">{format.number(erased)}</Table.Td>
                    <Table.Td ta="right">{format.number(kept)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Section>
        )}
      </Stack>
    </>
  );
}
