import { Alert, Anchor, Box, Group, Loader, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Condition } from '@/components/condition/condition';
import { useConditionError } from '@/components/condition/useConditionError';
import { Money } from '@/components/Money';
import { PersonName } from '@/components/PersonName';
import { Section } from '@/components/Section';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { usePreview } from './queries';
import { WithoutRows } from './WithoutRows';

/** How many customers the condition holds now, and a few of them. */
export function PreviewPanel({ condition }: { condition: Condition | null }) {
  const { t } = useTranslation('segments');
  const { page } = useShopPaths();
  const format = useFormat();
  const preview = usePreview(condition);
  const errorText = useConditionError();
  const { data } = preview;
  return (
    <Section title={t('preview.title')} actions={preview.busy ? <Loader role="status" size={16} aria-label={t('preview.counting')} /> : undefined}>
      {!preview.complete ? (
        <Text size="sm" c="dimmed">
          {t('preview.incomplete')}
        </Text>
      ) : preview.error && !preview.isFetching ? (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('preview.failed')}>
          {errorText(preview.error, condition)}
        </Alert>
      ) : !data ? (
        <Stack gap="xs">
          <Skeleton h={40} w="50%" />
          <Skeleton h={14} w="80%" />
        </Stack>
      ) : (
        <Stack gap="sm" style={{ opacity: preview.busy ? 0.55 : 1, transition: 'opacity 150ms' }}>
          <Box aria-live="polite">
            <Text component="div" fz={36} fw={600} lh={1.2} style={{ letterSpacing: '-0.02em' }} data-testid="preview-count">
              {format.number(data.count)}
            </Text>
            <Text size="sm" c="dimmed">
              {t('preview.of', { count: data.count, total: format.number(data.total), share: format.percent(data.total ? data.count / data.total : 0) })}
            </Text>
          </Box>
          <Progress value={data.total ? (100 * data.count) / data.total : 0} size="sm" aria-label={t('preview.share')} />
          <WithoutRows condition={condition} count={data.count} />
          {data.sample.length > 0 ? (
            <Stack gap={8} component="ul" p={0} m={0} mt={4} style={{ listStyle: 'none' }} aria-label={t('preview.sample')}>
              {data.sample.map((person) => (
                <Group key={person.id} component="li" justify="space-between" wrap="nowrap" gap="sm">
                  <Anchor component={Link} to={page(`customers/${person.id}`)} size="sm" c="inherit" target="_blank" miw={0} truncate>
                    <PersonName person={person} />
                  </Anchor>
                  <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                    {t('preview.orders', { count: person.orders, n: format.number(person.orders) })} · <Money value={person.spent} />
                  </Text>
                </Group>
              ))}
            </Stack>
          ) : (
            <Text size="sm" c="dimmed">
              {t('preview.nobody')}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {t('preview.took', { ms: format.number(data.tookMs) })}
          </Text>
        </Stack>
      )}
    </Section>
  );
}
