import { Table } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { useFormats } from '../../design/use-formats';
import { everyones } from '../everyones';
import { SERVICES } from '../../api/services';

/** Consumer lag by topic, largest first; topics without lag are not listed. */
export function LagTable() {
  const { t } = useTranslation('operator');
  const { number } = useFormats();
  const question = useQueries({
    queries: SERVICES.map((service) => ({
      queryKey: ['lag', service],
      queryFn: ({ signal }: { signal: AbortSignal }) => answerOf(everyones(service).GET('/v1/lag', { signal })),
      refetchInterval: 10_000,
    })),
    combine: (asked) => ({
      data: asked.every(({ data }) => data === undefined)
        ? undefined
        : asked
            .flatMap(({ data }, nth) =>
              (data?.items ?? []).map((lag) => ({ ...lag, service: SERVICES[nth] ?? 'campaign' })),
            )
            .filter(({ records }) => records > 0)
            .sort((one, other) => other.records - one.records),
      error: asked.find(({ error }) => error !== null)?.error ?? null,
      isPending: asked.some(({ isPending }) => isPending),
      refetch: () => asked.forEach(({ refetch }) => void refetch()),
    }),
  });
  return (
    <DataPage question={question} isEmpty={(all) => all.length === 0} empty={<Empty>{t('lag.none')}</Empty>}>
      {(all) => (
        <Table className="cards" aria-label={t('lag.title')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('lag.service')}</Table.Th>
              <Table.Th>{t('lag.topic')}</Table.Th>
              <Table.Th ta="end">{t('lag.records')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.map(({ service, group, topic, records }) => (
              <Table.Tr key={`${service} ${group} ${topic}`}>
                <Table.Td data-label={t('lag.service')}>{service}</Table.Td>
                <Table.Td data-label={t('lag.topic')}>{topic}</Table.Td>
                <Table.Td data-label={t('lag.records')} ta="end">
                  {number(records)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </DataPage>
  );
}
