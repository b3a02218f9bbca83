import { Anchor, Box, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';

interface Props {
  title: string;
  /** One line under the title. */
  subtitle?: ReactNode;
  /** The list above this page. */
  back?: { to: string; label: string };
  /** Beside the title, such as a status. */
  aside?: ReactNode;
  /** One primary action, and few others. */
  children?: ReactNode;
}

/** The top of a page; also the browser tab's title. */
export function PageHeader({ title, subtitle, back, aside, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Ritorno`;
  }, [title]);
  return (
    <Box mb="lg">
      {back && (
        <Anchor component={Link} to={back.to} size="sm" mb={6} display="inline-flex" style={{ alignItems: 'center', gap: 4 }}>
          <IconArrowLeft size={16} aria-hidden />
          {back.label}
        </Anchor>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={2} miw={0} style={{ flex: '1 1 16rem' }}>
          <Group gap="sm">
            <Title order={1} fz="1.6rem" style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {aside}
          </Group>
          {subtitle && (
            <Text component="div" c="dimmed" size="sm">
              {subtitle}
            </Text>
          )}
        </Stack>
        {children && <Group gap="sm">{children}</Group>}
      </Group>
    </Box>
  );
}
