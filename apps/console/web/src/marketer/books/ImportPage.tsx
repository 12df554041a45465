import { Alert, Button, Progress, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { csvFile } from '../../design/csv';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { Facts } from '../../design/Facts';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { ProblemView } from '../../design/ProblemView';
import { Reason } from '../../design/Reason';
import { useUrlState } from '../../design/url-state';
import { saveFile } from '../../design/save-file';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import { useId } from '../../design/use-id';
import { useProgress } from '../../design/use-progress';
import type { Import } from '../parts';
import { BookLink } from './BookLink';
import { bookQuestion } from './book-question';
import { fileRow } from './file-row';
import { parseSkippedRows } from './skipped-rows';

/** Live progress of an import, and the rows that it refused. It continues when this page is closed. */
export function ImportPage() {
  const { t } = useTranslation('marketer');
  const id = useId();
  const questions = useQueryClient();
  const question = useQuery({
    queryKey: ['import', id],
    queryFn: ({ signal }) => answerOf(api.campaign.GET('/v1/imports/{id}', { params: { path: { id } }, signal })),
  });
  const bookId = question.data?.addressBookId;
  const { data: book } = useQuery({ ...bookQuestion(bookId ?? ''), enabled: bookId !== undefined });
  const onProgress = useCallback((now: Import) => questions.setQueryData(['import', id], now), [questions, id]);
  useProgress<Import>(`/api/campaign/v1/imports/${id}/progress`, onProgress);
  return (
    <DataPage question={question}>
      {(found) => (
        <Stack>
          <PageHead
            title={t('import.title')}
            detail={<BookLink id={found.addressBookId} />}
            {...(book && { advertiserId: book.advertiserId })}
          />
          <ImportStatus found={found} />
          <Remarks id={id} found={found} />
        </Stack>
      )}
    </DataPage>
  );
}

function ImportStatus({ found }: { found: Import }) {
  const { t } = useTranslation('marketer');
  const { number } = useFormats();
  const { rows, state } = found;
  return (
    <>
      <Text role="status">{t(`import.state.${state}`)}</Text>
      <Progress
        size="xl"
        value={state === 'completed' ? 100 : rows.all === undefined ? 0 : (100 * rows.done) / Math.max(1, rows.all)}
        striped={state === 'running'}
        animated={state === 'running'}
        aria-label={t('import.progress')}
      />
      <Facts
        facts={[
          [t('import.rows'), rows.all === undefined ? number(rows.done) : `${number(rows.done)} / ${number(rows.all)}`],
          [t('import.imported'), number(found.imported)],
          [t('import.withConsent'), number(found.withConsent)],
          [t('import.invalid'), number(found.refusedCount - found.duplicates - found.optedOut)],
          [t('import.duplicates'), number(found.duplicates)],
          [t('import.optedOut'), number(found.optedOut)],
        ]}
      />
      {state === 'completed' && found.withConsent === 0 && <Alert color="orange">{t('import.noConsent')}</Alert>}
    </>
  );
}

function Remarks({ id, found }: { id: string; found: Import }) {
  const { t } = useTranslation('marketer');
  const [params, move] = useUrlState();
  const kind = params['kind'] === 'warnings' ? 'warnings' : 'refused';
  const isOver = found.state === 'completed';
  if (found.refusedCount + found.warningsCount === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2}>{t('import.remarks')}</Title>
      <SegmentedControl
        aria-label={t('import.remarks')}
        value={kind}
        onChange={(next) => move({ kind: next, cursor: undefined })}
        data={[
          { value: 'refused', label: t('import.refused') },
          { value: 'warnings', label: t('import.warnings') },
        ]}
      />
      <SkippedRowsFile id={id} kind={kind} form={found.form} />
      <PagedTable
        label={t('import.remarks')}
        question={['import-rows', id, kind, isOver]}
        load={(cursor, signal) =>
          answerOf(
            api.campaign.GET('/v1/imports/{id}/rows', {
              params: {
                path: { id },
                query: { kind, limit: 50, ...(cursor === undefined ? {} : { cursor: Number(cursor) }) },
              },
              signal,
            }),
          )
        }
        rowKey={({ row, code }) => `${row} ${code}`}
        empty={<Empty>{t('import.noRemarks')}</Empty>}
        columns={[
          { label: t('import.row'), cell: ({ row }) => fileRow(found.form, row) },
          { label: t('book.number'), cell: ({ number }) => number ?? '–' },
          { label: t('draft.preflight.reason'), cell: ({ code }) => <Reason code={code} /> },
        ]}
      />
    </Stack>
  );
}

/** Saves the rows in the person's language, each with the row of the spreadsheet and the number by which it is found there. */
function SkippedRowsFile({ id, kind, form }: { id: string; kind: 'refused' | 'warnings'; form: Import['form'] }) {
  const { t } = useTranslation('marketer');
  const words = useCodeWords();
  const save = useAct(async () => {
    const file = await answerOf(
      api.campaign.GET('/v1/imports/{id}/rows.csv', { params: { path: { id }, query: { kind } }, parseAs: 'text' }),
    );
    const head = [t('import.row'), t('book.number'), t('draft.preflight.reason')];
    const rows = parseSkippedRows(file).map(({ row, number = '', code }) => [
      String(fileRow(form, row)),
      number,
      words.reason(code),
    ]);
    saveFile(t(`import.files.${kind}`), csvFile([head, ...rows]));
  });
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        {t('import.download')}
      </Button>
      {save.error && <ProblemView error={save.error} />}
    </>
  );
}
