import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ForAdvertiser } from './ForAdvertiser';
import { useKeepAdvertiser } from './chosen-advertiser';

/**
 * Page header: name, purpose in a sentence, and available actions.
 * @param advertiserId - of a page about one advertiser, which is then the choice of the pages that follow
 */
export function PageHead({
  title,
  detail,
  actions,
  advertiserId,
}: {
  title: ReactNode;
  detail?: ReactNode;
  actions?: ReactNode;
  advertiserId?: string;
}) {
  useKeepAdvertiser(advertiserId);
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="sm">
      <Stack gap={4} miw="min(18rem, 100%)" flex={1}>
        <Title order={1}>{title}</Title>
        {detail !== undefined && <Text c="dimmed">{detail}</Text>}
        {advertiserId !== undefined && <ForAdvertiser id={advertiserId} />}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
