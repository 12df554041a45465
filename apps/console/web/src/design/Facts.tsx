import { Box, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Facts about one thing, name by name. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <Box component="dl" m={0} className="facts">
      {facts.map(([name, value]) => (
        <Box key={name} display="contents">
          <Text component="dt" c="dimmed" size="sm">
            {name}
          </Text>
          <Text component="dd" m={0} size="sm">
            {value}
          </Text>
        </Box>
      ))}
    </Box>
  );
}
