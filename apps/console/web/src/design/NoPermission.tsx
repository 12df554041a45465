import { Stack, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export function NoPermission() {
  const { t } = useTranslation('design');
  return (
    <Stack gap="xs" align="flex-start">
      <IconLock size={32} aria-hidden />
      <Title order={1}>{t('noPermission.title')}</Title>
      <Text>{t('noPermission.detail')}</Text>
    </Stack>
  );
}
