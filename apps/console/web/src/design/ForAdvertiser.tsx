import { Group, Text } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAdvertiserNames } from './use-advertiser-names';

/** Name of the advertiser that a page or dialog works for: each that creates or changes something has it. */
export function ForAdvertiser({ id }: { id: string }) {
  const { t } = useTranslation('design');
  const nameOf = useAdvertiserNames();
  return (
    <Group gap={6} wrap="nowrap">
      <IconBuildingStore size={16} aria-hidden style={{ flexShrink: 0 }} />
      <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
        {t('forAdvertiser', { name: nameOf(id) })}
      </Text>
    </Group>
  );
}
