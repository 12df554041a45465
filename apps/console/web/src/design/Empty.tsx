import { Paper, Stack, Text } from '@mantine/core';
import type { PropsWithChildren, ReactNode } from 'react';

/** Nothing there: why, and what to do about it. */
export function Empty({ children, action }: PropsWithChildren<{ action?: ReactNode }>) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="md">
        <Text ta="center">{children}</Text>
        {action}
      </Stack>
    </Paper>
  );
}
