import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { type Icon, IconInbox } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** What to do next. */
  text?: ReactNode;
  icon?: Icon;
  /** A button that does it. */
  children?: ReactNode;
}

/** Nothing here yet: says what will be, and teaches the next step. */
export function EmptyState({ title, text, icon: Sign = IconInbox, children }: Props) {
  return (
    <Stack align="center" gap="sm" py={56} px="md" ta="center">
      <ThemeIcon size={52} radius="xl" variant="light">
        <Sign size={26} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <Title order={2} fz="md">
        {title}
      </Title>
      {text && (
        <Text c="dimmed" size="sm" maw={440}>
          {text}
        </Text>
      )}
      {children}
    </Stack>
  );
}
