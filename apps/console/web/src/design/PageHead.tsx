import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Page header: name, purpose in a sentence, and available actions. */
export function PageHead({ title, detail, actions }: { title: ReactNode; detail?: ReactNode; actions?: ReactNode }) {
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="sm">
      <Stack gap={4} miw="min(18rem, 100%)" flex={1}>
        <Title order={1}>{title}</Title>
        {detail !== undefined && <Text c="dimmed">{detail}</Text>}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
