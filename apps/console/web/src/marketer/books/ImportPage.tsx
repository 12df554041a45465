import { Alert, Anchor, Progress, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { Facts } from '../../design/Facts';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { Reason } from '../../design/Reason';
import { usePlace } from '../../design/place';
import { useFormats } from '../../design/use-formats';
import { useId } from '../../design/use-id';
import { useProgress } from '../../design/use-progress';
import type { Import } from '../parts';

/** A spreadsheet counts the header as its first row; the service counts contacts. */
const HEADER_ROWS = 1;

/** How far an import is, live, and which rows it refused. It goes on when this page is closed. */
export function ImportPage() {
  const { t } = useTranslation('marketer');
  const id = useId();
  const questions = useQueryClient();
  const question = useQuery({
    queryKey: ['import', id],
    queryFn: ({ signal }) => answerOf(api.campaign.GET('/v1/imports/{id}', { params: { path: { id } }, signal })),
  });
  const heard = useCallback((now: Import) => questions.setQueryData(['import', id], now), [questions, id]);
  useProgress<Import>(`/api/campaign/v1/imports/${id}/progress`, heard);
  return (
    <DataPage question={question}>
      {(found) => (
        <Stack>
          <PageHead
            title={t('import.title')}
            detail={
              <Anchor component={Link} to={`/address-books/${found.addressBookId}`}>
                {t('campaign.book')}
              </Anchor>
            }
          />
          <Standing found={found} />
          <Remarks id={id} found={found} />
        </Stack>
      )}
    </DataPage>
  );
}

function Standing({ found }: { found: Import }) {
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
  const [place, move] = usePlace();
  const kind = place['kind'] === 'warnings' ? 'warnings' : 'refused';
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
      <Anchor href={`/api/campaign/v1/imports/${id}/rows.csv?kind=${kind}`} download size="sm">
        {t('import.download')}
      </Anchor>
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
          { label: t('import.row'), cell: ({ row }) => row + HEADER_ROWS },
          { label: t('draft.preflight.reason'), cell: ({ code }) => <Reason code={code} /> },
        ]}
      />
    </Stack>
  );
}
