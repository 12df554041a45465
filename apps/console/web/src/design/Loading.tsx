import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Placeholder while something loads. */
export function Loading() {
  const { t } = useTranslation('design');
  return (
    <Stack aria-busy="true" aria-label={t('loading')} role="status">
      <Skeleton height={28} width="40%" />
      <Skeleton height={28} />
      <Skeleton height={28} />
      <Skeleton height={28} width="80%" />
    </Stack>
  );
}
