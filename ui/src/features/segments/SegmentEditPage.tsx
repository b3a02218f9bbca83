import { Alert, Box, Button, Grid, Group, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { allComplete } from '@/components/condition/complete';
import type { Condition } from '@/components/condition/condition';
import { ConditionBuilder } from '@/components/condition/ConditionBuilder';
import { useConditionError } from '@/components/condition/useConditionError';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { Section } from '@/components/Section';
import { UnsavedWarning } from '@/components/UnsavedWarning';
import { fractionDigits } from '@/lib/format';
import { notifyDone } from '@/lib/notify';
import { useShop } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { PreviewPanel } from './PreviewPanel';
import { useSaveSegment, useSegment } from './queries';
import { read, written } from './rfm';
import { TemplateGrid } from './TemplateGrid';
import { TEMPLATES } from './templates';

/** Makes a segment, or changes one. */
export default function SegmentEditPage() {
  const { t } = useTranslation('segments');
  const { id } = useParams();
  const [params] = useSearchParams();
  const format = useFormat();
  const unit = 10 ** fractionDigits(useShop().currency);
  const segment = useSegment(id);
  if (segment.error) return <ErrorState error={segment.error} retry={() => void segment.refetch()} />;
  if (id !== undefined && !segment.data) return <Loading lines={8} />;
  const cell = read(params.get('rfm'));
  const template = TEMPLATES.find((each) => each.id === params.get('template'));
  return (
    <Editor
      key={id ?? template?.id ?? (cell ? written(cell) : 'new')}
      id={id}
      blank={id === undefined && !template && !cell}
      name={segment.data?.name ?? (cell ? t('rfm.name', { cell: written(cell).replace(/-$/, '') }) : template ? t(`templates.${template.id}.name`, { amount: format.moneyShort(50 * unit) }) : '')}
      condition={segment.data?.condition ?? (cell ? { type: 'all', of: [cell] } : (template?.make(unit) ?? null))}
    />
  );
}

interface EditorProps {
  id: string | undefined;
  blank: boolean;
  name: string;
  condition: Condition | null;
}

function Editor({ id, blank, name: firstName, condition: first }: EditorProps) {
  const { t } = useTranslation('segments');
  const { page } = useShopPaths();
  const navigate = useNavigate();
  const [name, setName] = useState(firstName);
  const [condition, setCondition] = useState(first);
  const errorText = useConditionError();
  const [tried, setTried] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const dirty = name !== firstName || JSON.stringify(condition) !== JSON.stringify(first);
  const save = useSaveSegment(id);
  const nameless = name.trim() === '';
  const nothing = condition === null;
  const open = condition !== null && !allComplete(condition);
  const submit = () => {
    setTried(true);
    if (nameless || nothing || open) return;
    save.mutate(
      { name: name.trim(), condition },
      {
        onSuccess: (saved) => {
          notifyDone(t('saved', { name: saved.name }));
          // nothing is lost by leaving now
          flushSync(() => setLeaving(true));
          void navigate(page(`segments/${saved.id}`));
        },
      },
    );
  };
  return (
    <>
      <UnsavedWarning dirty={dirty && !leaving} />
      <PageHeader
        title={id === undefined ? t('newTitle') : t('editTitle')}
        back={id === undefined ? { to: page('segments'), label: t('title') } : { to: page(`segments/${id}`), label: firstName }}
      >
        <Button component={Link} to={page(id === undefined ? 'segments' : `segments/${id}`)} variant="default">
          {t('action.cancel')}
        </Button>
        <Button onClick={submit} loading={save.isPending}>
          {t('save')}
        </Button>
      </PageHeader>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack>
            {save.error && (
              <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('notSaved')}>
                {errorText(save.error, condition)}
              </Alert>
            )}
            <Section>
              <Stack>
                <TextInput
                  label={t('name')}
                  placeholder={t('namePlaceholder')}
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                  error={tried && nameless ? t('nameMissing') : undefined}
                  maxLength={200}
                  data-autofocus
                />
                <Box>
                  <ConditionBuilder initial={first} onChange={setCondition} segment={id} />
                  {tried && (nothing || open) && (
                    <Alert color="orange" mt="sm" icon={<IconAlertTriangle size={18} />}>
                      {t(nothing ? 'conditionMissing' : 'conditionOpen')}
                    </Alert>
                  )}
                </Box>
              </Stack>
            </Section>
            {blank && nothing && <TemplateGrid />}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Group style={{ position: 'sticky', top: 76 }} display="block">
            <PreviewPanel condition={condition} />
          </Group>
        </Grid.Col>
      </Grid>
    </>
  );
}
