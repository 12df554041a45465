import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Why something was refused or waits: in the person's language where the code is known, else in the service's words. */
export function Reason({ code, detail }: { code: string; detail?: string | undefined }) {
  const { t, i18n } = useTranslation('reasons');
  const known = i18n.exists(`reasons:${code}`);
  return (
    <Text component="span" size="sm" title={detail} inherit={false}>
      {known ? t(code) : (detail ?? code)}
    </Text>
  );
}
