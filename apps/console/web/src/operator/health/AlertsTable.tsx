import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import createClient from 'openapi-fetch';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { ownCall } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';

interface Alert {
  name: string;
  severity: string;
  state: 'firing' | 'pending';
  since: string;
  summary: string;
  description: string;
}

interface AlertPaths {
  '/alerts': { get: { responses: { 200: { content: { 'application/json': { items: Alert[] | null } } } } } };
}

// A route of the console's own, as those of the session.
const own = createClient<AlertPaths>({ baseUrl: '' });
own.use(ownCall);

/** Alerts of Prometheus, pages first, in the words of its rules. */
export function AlertsTable() {
  const { t } = useTranslation('operator');
  const { dateTime } = useFormats();
  const question = useQuery({
    queryKey: ['alerts'],
    queryFn: ({ signal }) => answerOf(own.GET('/alerts', { signal })),
    refetchInterval: 30_000,
  });
  return (
    <DataPage
      question={question}
      isEmpty={({ items }) => !items?.length}
      empty={<Empty>{t(question.data?.items === null ? 'alerts.unwatched' : 'alerts.none')}</Empty>}
    >
      {({ items }) => (
        <Table className="cards" aria-label={t('alerts.title')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('alerts.state')}</Table.Th>
              <Table.Th>{t('alerts.name')}</Table.Th>
              <Table.Th>{t('alerts.says')}</Table.Th>
              <Table.Th>{t('alerts.since')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items?.map(({ name, severity, state, since, summary, description }) => (
              <Table.Tr key={`${name} ${since} ${description}`}>
                <Table.Td data-label={t('alerts.state')}>
                  <StateBadge
                    label={t(
                      state === 'pending' ? 'alerts.pending' : `alerts.${severity === 'page' ? 'page' : 'ticket'}`,
                    )}
                    colour={state === 'pending' ? 'gray.5' : severity === 'page' ? 'red' : 'yellow'}
                  />
                </Table.Td>
                <Table.Td data-label={t('alerts.name')}>{name}</Table.Td>
                <Table.Td data-label={t('alerts.says')} lang="en">
                  <Text size="sm">{summary}</Text>
                  <Text size="xs" c="dimmed">
                    {description}
                  </Text>
                </Table.Td>
                <Table.Td data-label={t('alerts.since')}>{dateTime(since)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </DataPage>
  );
}
