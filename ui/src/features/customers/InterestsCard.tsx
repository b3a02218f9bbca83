import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateTime } from '@/components/DateTime';
import { Section } from '@/components/Section';
import { StatusBadge } from '@/components/StatusBadge';
import type { Profile } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';

/** Favourite categories, tags and segments. */
export function InterestsCard({ profile }: { profile: Profile }) {
  const { t } = useTranslation('customers');
  const { page } = useShopPaths();
  const format = useFormat();
  const { favouriteCategories, tags, segments } = profile;
  if (favouriteCategories.length + tags.length + segments.length === 0) return null;
  return (
    <Section title={t('interests')}>
      <Stack gap="md">
        {favouriteCategories.length > 0 && (
          <div>
            <Text size="xs" c="dimmed" mb={6}>
              {t('favourites')}
            </Text>
            {favouriteCategories.map(({ path, quantity }) => (
              <Group key={path} justify="space-between" gap="sm" wrap="nowrap">
                <Text size="sm">{path.split('/').join(' › ')}</Text>
                <Text size="sm" c="dimmed">
                  {t('bought', { count: quantity, n: format.number(quantity) })}
                </Text>
              </Group>
            ))}
          </div>
        )}
        {tags.length > 0 && (
          <div>
            <Text size="xs" c="dimmed" mb={6}>
              {t('tags')}
            </Text>
            <Group gap={6}>
              {tags.map((tag) => (
                <StatusBadge key={tag} tone="quiet">
                  {tag}
                </StatusBadge>
              ))}
            </Group>
          </div>
        )}
        {segments.length > 0 && (
          <div>
            <Text size="xs" c="dimmed" mb={6}>
              {t('segments')}
            </Text>
            {segments.map(({ id, name, since }) => (
              <Group key={id} justify="space-between" gap="sm" wrap="nowrap">
                <Anchor component={Link} to={page(`segments/${id}`)} size="sm">
                  {name}
                </Anchor>
                <DateTime value={since} show="date" size="xs" c="dimmed" />
              </Group>
            ))}
          </div>
        )}
      </Stack>
    </Section>
  );
}
