import { Alert, Anchor, Button, FileInput, Group, Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconAlertCircle, IconArrowLeft, IconFileSpreadsheet } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Section } from '@/components/Section';
import { withParams } from '@/lib/api/client';
import type { ImportKind } from '@/lib/api/types';
import { errorText } from '@/lib/errorText';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { chosen, type Mapping, missing } from './fields';
import { type Inspection, useInspect } from './hooks';
import { MappingForm } from './MappingForm';
import { SampleTable } from './SampleTable';
import { upload } from './upload';

const KINDS: ImportKind[] = ['orders', 'customers', 'products'];

const formatOf = (file: File) => (/\.(ndjson|jsonl|json)(\.gz)?$/i.test(file.name) ? 'ndjson' : 'csv');

/** Choose a file, check which column is what, and send it. */
export default function NewImportPage() {
  const { t } = useTranslation('settings');
  const { page, url } = useShopPaths();
  const format = useFormat();
  const navigate = useNavigate();
  const [kind, setKind] = useState<ImportKind>('orders');
  const [file, setFile] = useState<File | null>(null);
  const [seen, setSeen] = useState<Inspection>();
  const [mapping, setMapping] = useState<Mapping>({});
  const [sent, setSent] = useState(0);
  const stop = useRef<AbortController>(null);
  const inspect = useInspect();
  const look = (nextFile: File | null, nextKind: ImportKind) => {
    setFile(nextFile);
    setKind(nextKind);
    setSeen(undefined);
    if (nextFile) {
      inspect.mutate(
        { file: nextFile, kind: nextKind, format: formatOf(nextFile) },
        {
          onSuccess: (found) => {
            setSeen(found);
            setMapping(found.guess);
          },
        },
      );
    }
  };
  const send = useMutation({
    mutationFn: (chosenFile: File) => {
      setSent(0);
      stop.current = new AbortController();
      const params = { kind, format: formatOf(chosenFile), mapping: JSON.stringify(chosen(mapping)), fileName: chosenFile.name };
      return upload(withParams(url('imports'), params), chosenFile, setSent, stop.current.signal);
    },
    meta: { quiet: true },
    onSuccess: ({ id }) => void navigate(page(`settings/imports/${id}`)),
  });
  const lacking = missing(kind, mapping);
  const cancelled = send.error instanceof DOMException;
  return (
    <Stack gap="md">
      <Anchor component={Link} to={page('settings/imports')} size="sm" display="inline-flex" style={{ alignItems: 'center', gap: 4 }}>
        <IconArrowLeft size={16} aria-hidden />
        {t('imports.title')}
      </Anchor>
      <Section title={t('imports.new')} text={t('imports.newText')}>
        <Stack gap="md" align="flex-start">
          <SegmentedControl
            aria-label={t('imports.kind')}
            value={kind}
            onChange={(next) => look(file, next as ImportKind)}
            data={KINDS.map((value) => ({ value, label: t(`importKind.${value}`) }))}
            disabled={send.isPending}
          />
          <FileInput
            w="100%"
            maw={480}
            label={t('imports.choose')}
            description={t('imports.formats')}
            placeholder={t('imports.chooseHint')}
            accept=".csv,.txt,.tsv,.ndjson,.jsonl,.json,.gz"
            leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
            clearable
            clearButtonProps={{ 'aria-label': t('common:action.clear') }}
            value={file}
            onChange={(next) => look(next, kind)}
            disabled={send.isPending}
          />
        </Stack>
      </Section>
      {seen && (
        <>
          <Section title={t('imports.mapping')} text={t('imports.mappingText')}>
            <MappingForm kind={kind} columns={seen.columns} mapping={mapping} onChange={setMapping} lacking={lacking} />
          </Section>
          <Section title={t('imports.sample')} flush>
            <SampleTable columns={seen.columns} rows={seen.sample.slice(0, 5)} />
          </Section>
          {send.error && !cancelled && (
            <Alert color="red" icon={<IconAlertCircle size={18} aria-hidden />} role="alert">
              {errorText(send.error, t)}
            </Alert>
          )}
          {send.isPending && (
            <div>
              <Progress.Root size="md">
                <Progress.Section value={sent * 100} aria-label={t('imports.uploading', { share: format.percent(sent, 0) })} />
              </Progress.Root>
              <Text size="xs" c="dimmed" mt={6} role="status">
                {t('imports.uploading', { share: format.percent(sent, 0) })}
              </Text>
            </div>
          )}
          <Group justify="flex-end">
            {send.isPending && (
              <Button variant="default" onClick={() => stop.current?.abort()}>
                {t('common:action.cancel')}
              </Button>
            )}
            <Button
              disabled={!file || lacking.length > 0}
              loading={send.isPending}
              onClick={() => {
                if (file) send.mutate(file);
              }}
            >
              {t('imports.start')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
