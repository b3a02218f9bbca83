import { Box, Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title?: ReactNode;
  text?: ReactNode;
  /** Small actions at the title's end. */
  actions?: ReactNode;
  /** Lists reach the edges. */
  flush?: boolean;
  children: ReactNode;
}

/** A sheet of paper with a heading. */
export function Section({ title, text, actions, flush, children }: Props) {
  return (
    <Paper component="section" style={{ overflow: 'hidden', borderColor: 'var(--ritorno-line)' }}>
      {(title || actions) && (
        <Group justify="space-between" px="md" pt="md" pb={flush ? 'xs' : 0} gap="sm" wrap="nowrap" align="flex-start">
          <Box miw={0}>
            <Title order={2} fz="md">
              {title}
            </Title>
            {text && (
              <Text size="sm" c="dimmed" mt={2} component="div">
                {text}
              </Text>
            )}
          </Box>
          {actions && (
            <Group gap="xs" wrap="nowrap">
              {actions}
            </Group>
          )}
        </Group>
      )}
      {flush ? children : <Box p="md">{children}</Box>}
    </Paper>
  );
}
