import { Alert, Anchor, Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { IconAlertCircle, IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ErrorState } from '@/components/ErrorState';
import { ExportButton } from '@/components/ExportButton';
import { KpiTile } from '@/components/KpiTile';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { isRunning, useImport, useImportAct } from './hooks';
import { ImportErrors } from './ImportErrors';
import { ImportProgress } from './ImportProgress';
import { ImportStatusBadge } from './ImportStatusBadge';

/** One import while it runs and afterwards; it goes on when the page is left. */
export default function ImportPage() {
  const { t } = useTranslation('settings');
  const { id = '' } = useParams();
  const { page } = useShopPaths();
  const format = useFormat();
  const canChange = useCanChange();
  const { data: job, error, refetch } = useImport(id);
  const cancel = useImportAct(id, 'cancel');
  const resume = useImportAct(id, 'resume');
  return (
    <Stack gap="md">
      <Anchor component={Link} to={page('settings/imports')} size="sm" display="inline-flex" style={{ alignItems: 'center', gap: 4 }}>
        <IconArrowLeft size={16} aria-hidden />
        {t('imports.title')}
      </Anchor>
      {!job ? (
        <Section>{error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading />}</Section>
      ) : (
        <>
          <Section
            title={job.fileName}
            text={t(`importKind.${job.kind}`)}
            actions={<ImportStatusBadge status={job.status} />}
          >
            <Stack gap="md">
              <ImportProgress job={job} />
              {job.error && (
                <Alert color="red" icon={<IconAlertCircle size={18} aria-hidden />}>
                  {t(`importError.${job.error}`, { defaultValue: job.error })}
                </Alert>
              )}
              <SimpleGrid cols={{ base: 2, sm: 3 }}>
                <KpiTile label={t('imports.rows')} value={format.number(job.rowsDone)} hint={t('imports.rowsHint')} />
                <KpiTile label={t('imports.failed')} value={format.number(job.rowsFailed)} hint={t('imports.failedHint')} />
                <KpiTile
                  label={t('imports.took')}
                  value={
                    job.finishedAt
                      ? t('imports.seconds', {
                          n: format.number((Date.parse(job.finishedAt) - Date.parse(job.createdAt)) / 1000),
                        })
                      : '–'
                  }
                  hint={format.dateTime(job.finishedAt ?? job.createdAt)}
                />
              </SimpleGrid>
              {canChange && (
                <Group>
                  {isRunning(job) && (
                    <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
                      {t('imports.cancel')}
                    </Button>
                  )}
                  {job.status === 'cancelled' && job.whole && (
                    <Button variant="default" loading={resume.isPending} onClick={() => resume.mutate()}>
                      {t('imports.resume')}
                    </Button>
                  )}
                </Group>
              )}
            </Stack>
          </Section>
          {job.rowsFailed > 0 && (
            <Section
              flush
              title={t('imports.errors')}
              text={t('imports.errorsText')}
              actions={<ExportButton path={`imports/${id}/errors`} />}
            >
              <ImportErrors id={id} />
            </Section>
          )}
        </>
      )}
    </Stack>
  );
}
