import { Paper, SegmentedControl, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { useUrlState } from '../../design/url-state';
import { useFormats } from '../../design/use-formats';
import { OfAdvertiser } from '../advertisers/OfAdvertiser';

const PERIODS = [7, 30, 90] as const;
const FIGURES = ['sent', 'delivered', 'failed', 'optedOut', 'complaints'] as const;

/** Messages sent, delivered and answered with STOP, day by day. */
export function StatisticsPage() {
  const { t } = useTranslation('marketer');
  return (
    <>
      <PageHead title={t('statistics.title')} detail={t('statistics.detail')} />
      <OfAdvertiser>{(advertiserId) => <Statistics advertiserId={advertiserId} />}</OfAdvertiser>
    </>
  );
}

function Statistics({ advertiserId }: { advertiserId: string }) {
  const { t } = useTranslation('marketer');
  const { number, share, date } = useFormats();
  const [{ days = '30' }, move] = useUrlState();
  const chosen = PERIODS.find((one) => String(one) === days) ?? 30;
  // Which day is today says the service: its clock decides when adverts leave.
  const query = { advertiserId, days: chosen };
  const question = useQuery({
    queryKey: ['statistics', query],
    queryFn: ({ signal }) => answerOf(api.campaign.GET('/v1/statistics', { params: { query }, signal })),
  });
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('statistics.period')}
        value={String(chosen)}
        onChange={(next) => move({ days: next })}
        data={PERIODS.map((one) => ({ value: String(one), label: t('statistics.days', { count: one }) }))}
        maw={420}
      />
      <DataPage
        question={question}
        isEmpty={({ days: each }) => each.length === 0}
        empty={<Empty>{t('statistics.none')}</Empty>}
      >
        {({ total, days: each }) => (
          <>
            <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
              {FIGURES.map((figure) => (
                <Paper key={figure} withBorder p="sm">
                  <Text size="sm">{t(`statistics.${figure}`)}</Text>
                  <Text fz={24} fw={700}>
                    {number(total[figure])}
                  </Text>
                </Paper>
              ))}
              <Paper withBorder p="sm">
                <Text size="sm">{t('campaign.stopRate')}</Text>
                <Text fz={24} fw={700}>
                  {total.stopRate === null ? '–' : share(total.stopRate, 1)}
                </Text>
              </Paper>
            </SimpleGrid>
            <Text size="sm" c="dimmed">
              {t('statistics.answers', { count: total.answers, number: number(total.answers) })}
            </Text>
            <Table className="cards" aria-label={t('statistics.title')} verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('statistics.day')}</Table.Th>
                  {FIGURES.map((figure) => (
                    <Table.Th key={figure} ta="end">
                      {t(`statistics.${figure}`)}
                    </Table.Th>
                  ))}
                  <Table.Th ta="end">{t('campaign.stopRate')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {each
                  .filter(({ sent, optedOut, complaints, answers }) => sent + optedOut + complaints + answers > 0)
                  .toReversed()
                  .map((figures) => (
                    <Table.Tr key={figures.day}>
                      <Table.Td className="wide">{date(`${figures.day}T12:00:00`)}</Table.Td>
                      {FIGURES.map((figure) => (
                        <Table.Td key={figure} ta="end" data-label={t(`statistics.${figure}`)}>
                          {number(figures[figure])}
                        </Table.Td>
                      ))}
                      <Table.Td ta="end" data-label={t('campaign.stopRate')}>
                        {figures.stopRate === null ? '–' : share(figures.stopRate, 1)}
                      </Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </>
        )}
      </DataPage>
    </Stack>
  );
}
