import { Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { Facts } from '../../design/Facts';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { StateBadge } from '../../design/StateBadge';
import { useUrlState } from '../../design/url-state';
import { useFormats } from '../../design/use-formats';
import type { OptOutSource } from '../parts';
import { PushesTable } from './PushesTable';

const KINDS = ['both', 'onlyThere', 'onlyHere'] as const;

/** Other systems whose opt-outs are read, and how their lists differ from ours. */
export function SourcesPage() {
  const { t } = useTranslation('auditor');
  const question = useQuery({
    queryKey: ['opt-out-sources'],
    queryFn: ({ signal }) => answerOf(api.suppression.GET('/v1/opt-out-sources', { signal })),
    refetchInterval: 30_000,
  });
  const [{ source: chosen }] = useUrlState();
  return (
    <Stack>
      <PageHead title={t('sources.title')} detail={t('sources.detail')} />
      <DataPage
        question={question}
        isEmpty={({ items }) => items.length === 0}
        empty={<Empty>{t('sources.none')}</Empty>}
      >
        {({ items }) => (
          <Stack>
            {items.map((source) => (
              <SourceCard key={source.name} source={source} isChosen={chosen === source.name || items.length === 1} />
            ))}
          </Stack>
        )}
      </DataPage>
      <PushesTable />
    </Stack>
  );
}

function SourceCard({ source, isChosen }: { source: OptOutSource; isChosen: boolean }) {
  const { t } = useTranslation('auditor');
  const { dateTime, number } = useFormats();
  const [params, move] = useUrlState();
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  const { name, vendor, polledAt, fault, faultCode, faultDetail: detail = '', failures, unreadable } = source;
  const faultText = faultCode === undefined ? fault : t(`sources.faults.${faultCode}`, { detail });
  const kind = KINDS.find((each) => each === params['kind']) ?? 'onlyHere';
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {name}{' '}
          <StateBadge
            label={faultText === undefined ? t('sources.ok') : t('sources.failing')}
            colour={faultText === undefined ? 'green' : 'red'}
          />
        </Title>
        <Facts
          facts={[
            [t('sources.vendor'), vendor],
            [t('sources.polled'), polledAt === undefined ? t('sources.never') : dateTime(polledAt)],
            ...(faultText === undefined
              ? []
              : ([[t('sources.fault'), t('sources.failures', { count: failures, fault: faultText })]] as const)),
            ...(unreadable === 0 ? [] : ([[t('sources.unreadable'), number(unreadable)]] as const)),
          ]}
        />
        {/* A list that was never read differs in nothing that is known. */}
        {polledAt !== undefined && (
          <SegmentedControl
            fullWidth
            orientation={isNarrow ? 'vertical' : 'horizontal'}
            aria-label={name}
            value={isChosen ? kind : ''}
            onChange={(next) => move({ source: name, kind: next, cursor: undefined })}
            data={KINDS.map((each) => ({ value: each, label: `${t(`sources.${each}`)} (${number(source[each])})` }))}
          />
        )}
        {isChosen && polledAt !== undefined && (
          <>
            <Text size="sm" c="dimmed">
              {t(`sources.hint.${kind}`)}
            </Text>
            <PagedTable
              label={t(`sources.${kind}`)}
              question={['opt-out-drift', name, kind]}
              load={(cursor, signal) =>
                answerOf(
                  api.suppression.GET('/v1/opt-out-sources/{name}/drift', {
                    params: { path: { name }, query: { kind, limit: 50, ...(cursor === undefined ? {} : { cursor }) } },
                    signal,
                  }),
                )
              }
              rowKey={({ recipientKey }) => recipientKey}
              empty={<Empty>{t('sources.empty')}</Empty>}
              columns={[
                // Of an opt-out that is only here nobody has the number.
                ...(kind === 'onlyHere'
                  ? []
                  : [{ label: t('sources.number'), cell: ({ maskedMsisdn = '' }) => maskedMsisdn }]),
                { label: t('sources.key'), cell: ({ recipientKey }) => recipientKey },
              ]}
            />
          </>
        )}
      </Stack>
    </Paper>
  );
}
