import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/problem';
import { NoPermission } from './NoPermission';
import { NOT_LOADED, partsOf, wordsOf } from './problem-words';
import { useFormats } from './use-formats';

/** The error in words, with a retry where that may help. */
export function ProblemView({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { t, i18n } = useTranslation(['design', 'problems']);
  const { dateTime } = useFormats();
  if (error instanceof ProblemError && error.status === 403 && retry !== undefined) return <NoPermission />;
  const parts = error instanceof ProblemError ? { ...partsOf(error, dateTime) } : {};
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('problem.title')} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {t(
            wordsOf(error, (key) => i18n.exists(key)),
            parts,
          )}
        </Text>
        {error instanceof ProblemError && <Text size="xs">{t('problem.reference', { code: error.code })}</Text>}
        {retry !== undefined && (
          <Button size="xs" variant="default" onClick={retry}>
            {t(error instanceof ProblemError && error.code === NOT_LOADED ? 'reload' : 'retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
