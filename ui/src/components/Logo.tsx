import { Group, Text } from '@mantine/core';

/** The sign and the name. */
export function Logo() {
  return (
    <Group gap={10}>
      <img src="/favicon.svg" alt="" width={32} height={32} />
      <Text fw={700} fz="xl" style={{ letterSpacing: '-0.02em' }}>
        Ritorno
      </Text>
    </Group>
  );
}
