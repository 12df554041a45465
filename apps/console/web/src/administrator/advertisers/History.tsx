import { Code, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { useFormats } from '../../design/use-formats';
import type { Advertiser } from '../parts';

/** Changes of an advertiser and pauses of its adverts, with their authors. */
export function History({ advertiser: { id } }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const wordsOf = (field: string): string =>
    t([`fields.${field}`, `history.fields.${field}`, 'history.fields.other'], { field });
  const params = { path: { id } };
  const changes = useQuery({
    queryKey: ['advertisers', id, 'changes'],
    queryFn: ({ signal }) => answerOf(api.campaign.GET('/v1/advertisers/{id}/changes', { params, signal })),
  });
  const pauses = useQuery({
    queryKey: ['marketing', id],
    queryFn: ({ signal }) => answerOf(api.campaign.GET('/v1/advertisers/{id}/marketing', { params, signal })),
  });
  return (
    <Stack>
      <Title order={2} size="h4">
        {t('history.pauses')}
      </Title>
      <DataPage
        question={pauses}
        isEmpty={({ controls }) => controls.length === 0}
        empty={<Empty>{t('history.noPause')}</Empty>}
      >
        {({ controls }) => (
          <Rows
            label={t('history.pauses')}
            rows={controls.map(({ at, by, action, reason }) => ({
              at,
              by,
              what: t(`pause.actions.${action}`),
              reason,
            }))}
          />
        )}
      </DataPage>
      <Title order={2} size="h4">
        {t('history.changes')}
      </Title>
      <DataPage
        question={changes}
        isEmpty={({ items }) => items.length === 0}
        empty={<Empty>{t('history.noChange')}</Empty>}
      >
        {({ items }) => (
          <Rows
            label={t('history.changes')}
            rows={items.map(({ at, by, changes: changed }) => ({
              ...{ at, by: by ?? '–', what: Object.keys(changed).map(wordsOf).join(', ') },
              values: JSON.stringify(changed),
            }))}
          />
        )}
      </DataPage>
    </Stack>
  );
}

interface Event {
  at: string;
  by: string;
  what: string;
  reason?: string;
  values?: string;
}

function Rows({ label, rows }: { label: string; rows: readonly Event[] }) {
  const { t } = useTranslation('administrator');
  const { dateTime } = useFormats();
  return (
    <Table className="cards" aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {['at', 'by', 'what'].map((name) => (
            <Table.Th key={name}>{t(`history.columns.${name}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ at, by, what, reason, values }, nth) => (
          <Table.Tr key={nth}>
            <Table.Td data-label={t('history.columns.at')}>{dateTime(at)}</Table.Td>
            <Table.Td data-label={t('history.columns.by')}>{by}</Table.Td>
            <Table.Td className="wide">
              <Text size="sm">{what}</Text>
              {reason !== undefined && (
                <Text size="sm" c="dimmed" dir="auto">
                  {reason}
                </Text>
              )}
              {values !== undefined && <Code dir="auto">{values}</Code>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
