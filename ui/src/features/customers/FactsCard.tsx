import { Anchor, Button, Code } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateTime } from '@/components/DateTime';
import { Email } from '@/components/Email';
import { type Fact, FactList } from '@/components/FactList';
import { Section } from '@/components/Section';
import type { Profile } from '@/lib/api/types';
import { nameOfCode } from '@/lib/names';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { EditFacts } from './EditFacts';

/** What is known of the person; what is not is left out. */
export function FactsCard({ profile }: { profile: Profile }) {
  const { t, i18n } = useTranslation('customers');
  const country = profile.country && nameOfCode('region', profile.country, i18n.language);
  const format = useFormat();
  const { page } = useShopPaths();
  const canChange = useCanChange();
  const [editing, { open, close }] = useDisclosure();
  const facts: (Fact | false)[] = [
    !!profile.email && { label: t('fact.email'), value: <Email address={profile.email} /> },
    !!profile.phone && { label: t('fact.phone'), value: profile.phone },
    !!profile.externalId && { label: t('fact.externalId'), value: profile.externalId },
    !!profile.company && { label: t('fact.company'), value: profile.company },
    !!profile.city && { label: t('fact.city'), value: [profile.city, country].filter(Boolean).join(', ') },
    !profile.city && !!country && { label: t('fact.country'), value: country },
    !!profile.birthday && { label: t('fact.birthday'), value: format.day(profile.birthday) },
    !!profile.gender && { label: t('fact.gender'), value: t(`gender.${profile.gender}`, { defaultValue: profile.gender }) },
    !!profile.locale && { label: t('fact.locale'), value: nameOfCode('language', profile.locale, i18n.language) },
    !!profile.rfm && {
      label: t('fact.rfm'),
      value: (
        <Anchor component={Link} size="sm" to={page(`segments/rfm?value=${profile.rfm.monetary}`)}>
          {t('rfm', profile.rfm)}
        </Anchor>
      ),
    },
    { label: t('fact.since'), value: <DateTime value={profile.createdAt} show="date" /> },
    { label: t('fact.seen'), value: <DateTime value={profile.lastSeenAt} show="relative" /> },
    ...Object.entries(profile.attributes).map(([name, value]) => ({
      label: name,
      value: typeof value === 'object' ? <Code>{JSON.stringify(value)}</Code> : String(value),
    })),
  ];
  return (
    <Section
      title={t('facts')}
      actions={
        canChange && (
          <Button size="compact-sm" variant="subtle" onClick={open}>
            {t('common:action.edit')}
          </Button>
        )
      }
    >
      <FactList facts={facts.filter((fact) => fact !== false)} />
      <EditFacts profile={profile} opened={editing} onClose={close} />
    </Section>
  );
}
