import { Button, Checkbox, FileInput, Group, Paper, Stack, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { ProblemView } from '../../design/ProblemView';
import { ProblemError } from '../../api/problem';
import { useKeptState } from '../../session/kept-fields';
import { Mapping } from './Mapping';
import { Preview } from './Preview';
import { GUESSED, type UploadOptions, headersOf, queryOf } from './upload-options';

/** A file goes to the server as it is, whatever its size, and is imported behind the answer: the page may be closed meanwhile. */
const sent = (bookId: string, file: File, withoutConsent: boolean, options: UploadOptions) => ({
  params: {
    path: { id: bookId },
    query: { withoutConsent: withoutConsent ? ('true' as const) : ('false' as const), ...queryOf(options) },
  },
  body: file as never,
  bodySerializer: (body: unknown) => body as File,
  headers: { 'content-type': file.name.toLowerCase().endsWith('.json') ? 'application/json' : 'text/csv' },
});

/** Chooses a file, previews its import, and imports it. */
export function Upload({ bookId }: { bookId: string }) {
  const { t } = useTranslation('marketer');
  const [file, setFile] = useState<File | null>(null);
  const [withoutConsent, setWithout] = useKeptState('without consent', false);
  const [options, setOptions] = useKeptState('import options', GUESSED);
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const check = useAct((chosen: File) =>
    // A file without any consent is previewed too, so that the person sees what is missing.
    answerOf(api.campaign.POST('/v1/address-books/{id}/imports/check', sent(bookId, chosen, true, options))),
  );
  const start = useAct(
    (chosen: File) =>
      answerOf(api.campaign.POST('/v1/address-books/{id}/imports', sent(bookId, chosen, withoutConsent, options))),
    { changes: [['imports', bookId]], then: ({ id }) => void navigate({ to: `/imports/${id}` }) },
  );
  // A file that is sent half way leaves nothing behind: whoever goes is asked whether they mean it.
  useWindowEvent('beforeunload', (event) => start.isPending && event.preventDefault());
  const found = check.data;
  const fault = check.error ?? start.error;
  const headers = headersOf(found, fault instanceof ProblemError ? fault.rest : undefined);
  const change = (next: UploadOptions) => {
    setOptions(next);
    start.reset();
  };
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
            setOptions({ ...options, columns: {} });
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
        <Button
          variant="default"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t('upload.mapping.title')}
        </Button>
        {isOpen && <Mapping headers={headers} guessed={found?.columns} options={options} change={change} />}
        {found !== undefined && <Preview preview={found} isRefused={found.outcomes.adverts === 0 && !withoutConsent} />}
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
