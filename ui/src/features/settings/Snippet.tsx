import { useTranslation } from 'react-i18next';
import { CopyField } from '@/components/CopyField';
import { Section } from '@/components/Section';
import type { ShopDetail } from '@/lib/api/types';

/** One line for every page of the shop. */
export function Snippet({ shop }: { shop: ShopDetail }) {
  const { t } = useTranslation('settings');
  const consent = shop.settings.cookieConsent ? ' data-consent' : '';
  const code = `<script async src="${window.location.origin}/ritorno.js" data-key="${shop.writeKey}"${consent}></script>`;
  return (
    <Section title={t('snippet.title')} text={t('snippet.text')}>
      <CopyField block label={t('snippet.title')} value={code} />
    </Section>
  );
}
