import { useTranslation } from 'react-i18next';
import { CopyField } from '@/components/CopyField';
import { Section } from '@/components/Section';

/** One line for every page of the shop. */
export function Snippet({ writeKey }: { writeKey: string }) {
  const { t } = useTranslation('settings');
  const code = `<script async src="${window.location.origin}/ritorno.js" data-key="${writeKey}"></script>`;
  return (
    <Section title={t('snippet.title')} text={t('snippet.text')}>
      <CopyField block label={t('snippet.title')} value={code} />
    </Section>
  );
}
