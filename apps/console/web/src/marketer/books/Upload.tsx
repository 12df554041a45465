import { Alert, Button, Checkbox, FileInput, Group, Paper, Stack, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { ProblemView } from '../../design/ProblemView';
import { useFormats } from '../../design/use-formats';
import { useKeptState } from '../../session/kept-fields';

/** A file goes to the server as it is, whatever its size, and is imported behind the answer: the page may be closed meanwhile. */
const sent = (bookId: string, file: File, withoutConsent: boolean) => ({
  params: { path: { id: bookId }, query: { withoutConsent: withoutConsent ? ('true' as const) : ('false' as const) } },
  body: file as never,
  bodySerializer: (body: unknown) => body as File,
  headers: { 'content-type': file.name.toLowerCase().endsWith('.json') ? 'application/json' : 'text/csv' },
});

/** Chooses a file, previews its import, and imports it. */
export function Upload({ bookId }: { bookId: string }) {
  const { t } = useTranslation('marketer');
  const { number } = useFormats();
  const [file, setFile] = useState<File | null>(null);
  const [withoutConsent, setWithout] = useKeptState('without consent', false);
  const navigate = useNavigate();
  const check = useAct((chosen: File) =>
    answerOf(api.campaign.POST('/v1/address-books/{id}/imports/check', sent(bookId, chosen, withoutConsent))),
  );
  const start = useAct(
    (chosen: File) =>
      answerOf(api.campaign.POST('/v1/address-books/{id}/imports', sent(bookId, chosen, withoutConsent))),
    { changes: [['imports', bookId]], then: ({ id }) => void navigate({ to: `/imports/${id}` }) },
  );
  // A file that is sent half way leaves nothing behind: whoever goes is asked whether they mean it.
  useWindowEvent('beforeunload', (event) => start.isPending && event.preventDefault());
  const found = check.data;
  return (
    <Paper withBorder p="md">
      <Stack>
        <Text size="sm" c="dimmed">
          {t('upload.hint')}
        </Text>
        <FileInput
          label={t('upload.file')}
          placeholder={t('upload.choose')}
          accept=".csv,.txt,.json,text/csv,application/json"
          leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
          value={file}
          onChange={(chosen) => {
            setFile(chosen);
            check.reset();
            start.reset();
          }}
          clearable
          clearButtonProps={{ 'aria-label': t('upload.clear') }}
        />
        <Checkbox
          label={t('upload.withoutConsent')}
          description={t('upload.withoutConsentHint')}
          checked={withoutConsent}
          onChange={({ currentTarget }) => setWithout(currentTarget.checked)}
        />
        {found !== undefined && (
          <Alert color={found.imported === 0 ? 'orange' : 'green'} title={t('upload.wouldBe')} role="status">
            {t('upload.found', {
              imported: number(found.imported),
              consent: number(found.withConsent),
              refused: number(found.refusedCount - found.duplicates - found.optedOut),
              optedOut: number(found.optedOut),
              duplicates: number(found.duplicates),
            })}
          </Alert>
        )}
        {start.isPending && (
          <Text size="sm" role="status">
            {t('upload.sending')}
          </Text>
        )}
        {[check.error, start.error].map((error) => error !== null && <ProblemView key={error.message} error={error} />)}
        <Group>
          <Button
            variant="default"
            disabled={file === null}
            loading={check.isPending}
            onClick={() => file !== null && check.mutate(file)}
          >
            {t('upload.check')}
          </Button>
          <Button
            disabled={file === null}
            loading={start.isPending}
            onClick={() => file !== null && start.mutate(file)}
          >
            {t('upload.start')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
