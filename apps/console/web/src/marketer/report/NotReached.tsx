import { Anchor, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { ExportButton } from '../../design/ExportButton';
import { PagedTable } from '../../design/PagedTable';
import { Reason } from '../../design/Reason';
import { useUrlState } from '../../design/url-state';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import type { Campaign, NotReachedMessage } from '../parts';
import { NOT_REACHED, type NotReachedState, groupReasons } from './reasons';

/** Maximum of one answer of the service. */
const EXPORTED_PAGE = 1_000;

/** Messages that did not arrive, by state and reason, and the recipients behind each figure. */
export function NotReached({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { number, share } = useFormats();
  const [params, move] = useUrlState();
  const chosen = NOT_REACHED.find((state) => state === params['who']);
  const groups = groupReasons(campaign);
  const rows = groups.flatMap(({ state, count, reasons }) => [
    { state, code: undefined, count },
    ...reasons.map(({ code, count: ofReason }) => ({ state, code, count: ofReason })),
  ]);
  const show = (state: NotReachedState, code: string | undefined) => move({ who: state, why: code, cursor: undefined });
  return (
    <Stack>
      <Title order={2}>{t('report.notReached')}</Title>
      {rows.length === 0 ? (
        <Empty>{t('report.allReached')}</Empty>
      ) : (
        <Table className="cards" aria-label={t('report.notReached')} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('report.reason')}</Table.Th>
              <Table.Th ta="end">{t('report.count')}</Table.Th>
              <Table.Th ta="end">{t('report.shareOf')}</Table.Th>
              <Table.Th className="no-print">{t('report.who')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ state, code, count }) => (
              <Table.Tr key={`${state} ${code ?? ''}`}>
                <Table.Td className="wide" {...(code !== undefined && { pl: 'xl' })}>
                  {code === undefined ? <Text fw={600}>{t(`report.states.${state}`)}</Text> : <Reason code={code} />}
                </Table.Td>
                <Table.Td ta="end" data-label={t('report.count')}>
                  {number(count)}
                </Table.Td>
                <Table.Td ta="end" data-label={t('report.shareOf')}>
                  {share(count, campaign.counts.recipients)}
                </Table.Td>
                <Table.Td className="no-print">
                  <Anchor component="button" size="sm" onClick={() => show(state, code)}>
                    {t('report.show')}
                  </Anchor>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {chosen !== undefined && <Recipients campaign={campaign} state={chosen} code={params['why']} />}
    </Stack>
  );
}

function Recipients({
  campaign,
  state,
  code,
}: {
  campaign: Campaign;
  state: NotReachedState;
  code: string | undefined;
}) {
  const { t } = useTranslation(['campaigns', 'design']);
  const { region } = useFormats();
  const words = useCodeWords();
  const [, move] = useUrlState();
  const load = (limit: number) => (cursor: string | undefined, signal: AbortSignal) =>
    answerOf(
      api.campaign.GET('/v1/campaigns/{id}/not-reached', {
        params: {
          path: { id: campaign.id },
          query: { state, limit, ...(code !== undefined && { code }), ...(cursor !== undefined && { cursor }) },
        },
        signal,
      }),
    );
  const reasonOf = (why: string | undefined) => (why === undefined ? t('report.noReason') : words.reason(why));
  const fieldsOf = ({ contact }: NotReachedMessage) =>
    Object.entries(contact?.attributes ?? {})
      .map(([name, value]) => t('design:pair', { name, value }))
      .join(', ');
  const label =
    code === undefined
      ? t('report.list', { state: t(`report.states.${state}`) })
      : t('report.listOf', { state: t(`report.states.${state}`), reason: words.reason(code) });
  return (
    <Paper withBorder p="md" className="no-print">
      <Group justify="space-between" mb="sm">
        <Title order={3}>{label}</Title>
        <Group gap="xs">
          <ExportButton<NotReachedMessage>
            key={`${state} ${code ?? ''}`}
            name={`${t('report.listFile')}-${campaign.id}`}
            head={['contact', 'number', 'country', 'reason', 'fields'].map((name) => t(`report.${name}`))}
            load={load(EXPORTED_PAGE)}
            rowOf={(row) => [
              row.contact?.id ?? '',
              row.contact?.maskedMsisdn ?? t('report.gone'),
              row.contact?.region ?? '',
              reasonOf(row.code),
              fieldsOf(row),
            ]}
          />
          <Button variant="default" onClick={() => move({ who: undefined, why: undefined, cursor: undefined })}>
            {t('report.hide')}
          </Button>
        </Group>
      </Group>
      <PagedTable<NotReachedMessage>
        label={label}
        question={['not-reached', campaign.id, state, code ?? '']}
        load={load(25)}
        rowKey={({ messageId }) => messageId}
        empty={<Empty>{t('report.allReached')}</Empty>}
        columns={[
          {
            label: t('report.number'),
            cell: ({ contact }) => contact?.maskedMsisdn ?? <Text c="dimmed">{t('report.gone')}</Text>,
          },
          { label: t('report.country'), cell: ({ contact }) => (contact ? region(contact.region) : '–') },
          { label: t('report.reason'), cell: ({ code: why }) => reasonOf(why) },
          { label: t('report.fields'), cell: (row) => fieldsOf(row) || '–' },
        ]}
      />
    </Paper>
  );
}
