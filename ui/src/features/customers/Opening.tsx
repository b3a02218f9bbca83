import { Box, Collapse, UnstyledButton } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Opening.module.css';

/** A row that opens in place. */
export function Opening({ head, children }: { head: ReactNode; children: ReactNode }) {
  const [opened, { toggle }] = useDisclosure();
  const id = useId();
  return (
    <div className={classes.item}>
      <UnstyledButton className={classes.head} onClick={toggle} aria-expanded={opened} aria-controls={id}>
        <IconChevronRight size={16} className={classes.turn} data-open={opened || undefined} aria-hidden />
        {head}
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        <Box px="md" pb="md" pl={{ base: 'md', sm: 44 }}>
          {opened && children}
        </Box>
      </Collapse>
    </div>
  );
}
