import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { UnsavedWarning } from '@/components/UnsavedWarning';
import { HoldoutTab } from '@/components/holdouts/HoldoutTab';
import { useAddressState } from '@/lib/useAddressState';
import { DryRunTab } from './dryrun/DryRunTab';
import { FlowEditor } from './FlowEditor';
import { FlowHeader } from './FlowHeader';
import { useFlow } from './queries';
import { RunsTab } from './RunsTab';
import { useFlowDraft } from './useFlowDraft';
import { VersionsTab } from './VersionsTab';
import type { Flow } from './types';
import { useFlowWords } from './useFlowWords';

/** A flow: its picture with numbers, who is where, its versions. */
export default function FlowPage() {
  const { id = '' } = useParams();
  const query = useFlow(id);
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading lines={8} />;
  return <Loaded key={id} flow={query.data} />;
}

function Loaded({ flow }: { flow: Flow }) {
  const { t } = useTranslation('flows');
  const [{ tab }, set] = useAddressState({ tab: 'flow', status: '', step: '' });
  const draft = useFlowDraft(flow);
  const speaker = useFlowWords(flow.definition);
  return (
    <>
      <FlowHeader flow={flow} draft={draft} />
      <UnsavedWarning dirty={draft.dirty && !draft.readOnly} text={t('leaving', { name: flow.name })} />
      <Tabs value={tab} onChange={(next) => set({ tab: next, status: null, step: null })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="flow">{t('tab.flow')}</Tabs.Tab>
          <Tabs.Tab value="people">{t('tab.people')}</Tabs.Tab>
          <Tabs.Tab value="dry-run">{t('tab.dry-run')}</Tabs.Tab>
          <Tabs.Tab value="holdout">{t('tab.holdout')}</Tabs.Tab>
          <Tabs.Tab value="versions">{t('tab.versions')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="flow">
          <FlowEditor flow={flow} draft={draft} />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <Section flush>
            <RunsTab flow={flow} />
          </Section>
        </Tabs.Panel>
        <Tabs.Panel value="dry-run">
          <DryRunTab flow={flow} unsaved={draft.dirty} />
        </Tabs.Panel>
        <Tabs.Panel value="holdout">
          <HoldoutTab flow={flow.id} stepName={(step) => speaker.name(step)} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <Section flush>
            <VersionsTab flow={flow} />
          </Section>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
