import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Cause of a dead letter in words; below it what the service recorded, which is for engineers and in English. */
export function Cause({ code, reason }: { code: string; reason: string }) {
  const { t, i18n } = useTranslation('operator');
  const key = `operator:letters.codes.${code}`;
  return (
    <>
      <Text size="sm" component="span" display="block">
        {i18n.exists(key) ? t(key) : code}
      </Text>
      <Text size="xs" c="dimmed" lang="en" component="span" display="block">
        {reason}
      </Text>
    </>
  );
}
