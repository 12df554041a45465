import { Group, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { StateBadge } from '../../design/StateBadge';
import { useUrlState } from '../../design/url-state';
import { useAdvertiserList } from '../../design/use-advertiser-names';
import { useFormats } from '../../design/use-formats';
import { useSession } from '../../session/session';
import type { OptOut } from '../parts';
import { useScopeWords } from '../persons/PersonStatus';
import { ExportOptOuts } from './ExportOptOuts';
import { ImportOptOuts } from './ImportOptOuts';
import { LiftOptOut } from './LiftOptOut';
import { ReconcileOptOuts } from './ReconcileOptOuts';
import { RecordOptOut } from './RecordOptOut';

/** The opt-out list, without numbers, and what an administrator does with it. */
export function OptOutsPage() {
  const { t } = useTranslation(['administrator', 'auditor']);
  const { dateTime } = useFormats();
  const { roles } = useSession();
  const scopeWords = useScopeWords();
  const advertisers = useAdvertiserList();
  const [{ advertiser = '' }, move] = useUrlState();
  const isAdmin = roles.includes('admin');
  return (
    <Stack>
      <PageHead
        title={t('optOuts.title')}
        detail={t('optOuts.detail')}
        actions={
          <>
            {isAdmin && (
              <>
                <RecordOptOut />
                <LiftOptOut />
                <ImportOptOuts />
                <ReconcileOptOuts />
              </>
            )}
            <ExportOptOuts />
          </>
        }
      />
      <Select
        label={t('optOuts.of')}
        data={(advertisers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={advertiser === '' ? null : advertiser}
        onChange={(chosen) => move({ advertiser: chosen ?? undefined, cursor: undefined })}
        placeholder={t('optOuts.all')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('optOuts.all') }}
        limit={50}
        withScrollArea={false}
        styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
        comboboxProps={{ withinPortal: false }}
        maw={320}
      />
      <PagedTable<OptOut>
        label={t('optOuts.title')}
        question={['opt-outs', advertiser]}
        load={(cursor, signal) =>
          answerOf(
            api.suppression.GET('/v1/opt-outs', {
              params: {
                query: {
                  limit: 25,
                  ...(advertiser !== '' && { advertiserId: advertiser }),
                  ...(cursor !== undefined && { cursor }),
                },
              },
              signal,
            }),
          )
        }
        rowKey={({ recipientKey, scope }) => `${recipientKey} ${scope}`}
        empty={<Empty>{t('optOuts.none')}</Empty>}
        columns={[
          { label: t('optOuts.columns.scope'), wide: true, cell: ({ scope }) => <bdi>{scopeWords(scope)}</bdi> },
          {
            label: t('optOuts.columns.state'),
            cell: ({ state }) => (
              <StateBadge label={t(`optOuts.states.${state}`)} colour={state === 'out' ? 'red' : 'teal'} />
            ),
          },
          { label: t('optOuts.columns.source'), cell: ({ source }) => t(`auditor:person.how.${source}`) },
          { label: t('optOuts.columns.since'), cell: ({ since }) => dateTime(since) },
          {
            label: t('optOuts.columns.key'),
            cell: ({ recipientKey }) => (
              <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                {recipientKey}
              </Text>
            ),
          },
        ]}
      />
      <Group>
        <Text size="sm" c="dimmed">
          {t('optOuts.keys')}
        </Text>
      </Group>
    </Stack>
  );
}
