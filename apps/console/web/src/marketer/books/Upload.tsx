import { Alert, Button, Checkbox, FileInput, Group, Paper, Stack, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../../design/ProblemView';
import { ProblemError } from '../../api/problem';
import type { ImportPreview } from '../parts';
import { formOf } from './file-row';
import { Mapping } from './Mapping';
import { Preview } from './Preview';
import { headersOf, isWithoutNumbers } from './upload-options';
import { UploadProgress } from './UploadProgress';
import { useUpload } from './use-upload';

/** True if the import would be refused: no contact has a consent that can be proven, and contacts without one are not wanted. */
const isRefused = ({ outcomes }: ImportPreview, withoutConsent: boolean): boolean =>
  outcomes.adverts === 0 && outcomes.noAdverts > 0 && !withoutConsent;

/** Chooses a file, previews its import, and imports it as it was previewed. */
export function Upload({ bookId }: { bookId: string }) {
  const { t } = useTranslation('marketer');
  const [opened, setOpen] = useState(false);
  const upload = useUpload(bookId);
  const { file, preview, found, error, withoutConsent } = upload;
  const mustChoose = isWithoutNumbers(found?.error);
  const isOpen = opened || mustChoose;
  // A file that is sent half way leaves nothing behind: whoever goes is asked whether they mean it.
  useWindowEvent('beforeunload', (event) => upload.isStarting && event.preventDefault());
  const headers = headersOf(found?.preview, found?.error instanceof ProblemError ? found.error.rest : undefined);
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
          onChange={upload.choose}
          clearable
          clearButtonProps={{ 'aria-label': t('upload.clear') }}
        />
        <Checkbox
          label={t('upload.withoutConsent')}
          description={t('upload.withoutConsentHint')}
          checked={withoutConsent}
          onChange={({ currentTarget }) => upload.setWithoutConsent(currentTarget.checked)}
        />
        <Button
          variant="default"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          aria-expanded={isOpen}
          disabled={mustChoose}
          onClick={() => setOpen(!isOpen)}
        >
          {t('upload.mapping.title')}
        </Button>
        {isOpen && (
          <Mapping
            headers={headers}
            guessed={found?.preview?.columns}
            isPhoneMissing={mustChoose}
            options={upload.options}
            change={upload.setOptions}
          />
        )}
        {file !== null && preview !== undefined && (
          <Preview preview={preview} form={formOf(file)} isRefused={isRefused(preview, withoutConsent)} />
        )}
        {upload.isOutdated && <Alert color="orange">{t('upload.outdated')}</Alert>}
        {(upload.isChecking || upload.isStarting) && (
          <UploadProgress
            share={upload.sentShare}
            label={t(upload.isChecking ? 'upload.checking' : 'upload.sending')}
            cancel={upload.cancel}
          />
        )}
        {error !== null && !isWithoutNumbers(error) && <ProblemView error={error} />}
        <Group>
          <Button variant="default" disabled={file === null} loading={upload.isChecking} onClick={upload.check}>
            {t('upload.check')}
          </Button>
          <Button
            disabled={preview === undefined || isRefused(preview, withoutConsent)}
            loading={upload.isStarting}
            onClick={upload.start}
          >
            {t('upload.start')}
          </Button>
        </Group>
        {file !== null && preview === undefined && !upload.isOutdated && (
          <Text size="sm" c="dimmed">
            {t('upload.checkFirst')}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
