import { Anchor, Button, Card, Group, SegmentedControl, Stack, Table, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { Reason } from '../../design/Reason';
import { useFormats } from '../../design/use-formats';
import { useId } from '../../design/use-id';
import { useUrlState } from '../../design/url-state';
import type { Observed } from '../parts';
import { Level } from './Level';
import { ObservedChart } from './ObservedChart';
import { ObservedFigures } from './ObservedFigures';
import { ObservedMessages } from './ObservedMessages';

const PERIODS = [7, 30, 90] as const;

/** Messages sent although full enforcement would have stopped them, by day and reason, and the way to the next level. */
export function EnforcementPage() {
  const { t } = useTranslation('marketer');
  const id = useId();
  const [{ days = '30' }, move] = useUrlState();
  const chosen = PERIODS.find((one) => String(one) === days) ?? 30;
  const path = { id };
  const question = useQuery({
    queryKey: ['observed', id, chosen],
    queryFn: ({ signal }) =>
      answerOf(
        api.compliance.GET('/v1/advertisers/{id}/observed', { params: { path, query: { days: chosen } }, signal }),
      ),
  });
  return (
    <>
      <PageHead title={t('enforcement.title')} advertiserId={id} />
      <Stack>
        <Level advertiserId={id} />
        <SegmentedControl
          aria-label={t('statistics.period')}
          value={String(chosen)}
          onChange={(next) => move({ days: next, day: undefined, code: undefined, cursor: undefined })}
          data={PERIODS.map((one) => ({ value: String(one), label: t('statistics.days', { count: one }) }))}
          maw={420}
        />
        <DataPage
          question={question}
          isEmpty={(known) => known.days.every(({ reasons }) => reasons.length === 0)}
          empty={<Empty>{t('enforcement.none')}</Empty>}
        >
          {(known) => <Shown advertiserId={id} observed={known} />}
        </DataPage>
      </Stack>
    </>
  );
}

function Shown({ advertiserId, observed }: { advertiserId: string; observed: Observed }) {
  const { t } = useTranslation('marketer');
  const { number, date } = useFormats();
  const [{ day, code }, move] = useUrlState();
  const rows = observed.days.flatMap((each) => each.reasons.map((reason) => ({ day: each.day, ...reason })));
  return (
    <>
      <ObservedFigures days={observed.days} />
      <ObservedChart days={observed.days} />
      {day !== undefined && code !== undefined && <Behind advertiserId={advertiserId} day={day} code={code} />}
      <Table className="cards" aria-label={t('enforcement.byDay')} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('statistics.day')}</Table.Th>
            <Table.Th>{t('enforcement.reason')}</Table.Th>
            <Table.Th>{t('enforcement.would')}</Table.Th>
            <Table.Th ta="end">{t('enforcement.messages')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={`${row.day} ${row.code} ${row.verdict}`}>
              <Table.Td className="wide">{date(`${row.day}T12:00:00`)}</Table.Td>
              <Table.Td data-label={t('enforcement.reason')}>
                <Reason code={row.code} />
              </Table.Td>
              <Table.Td data-label={t('enforcement.would')}>{t(`enforcement.verdicts.${row.verdict}`)}</Table.Td>
              <Table.Td ta="end" data-label={t('enforcement.messages')}>
                <Anchor
                  component="button"
                  type="button"
                  aria-label={t('enforcement.show', { count: row.messages })}
                  onClick={() => move({ day: row.day, code: row.code, cursor: undefined })}
                >
                  {number(row.messages)}
                </Anchor>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

/** The messages of a figure, above the figures, where they come into view. */
function Behind({ advertiserId, day, code }: { advertiserId: string; day: string; code: string }) {
  const { t } = useTranslation(['marketer', 'design']);
  const { date } = useFormats();
  const [, move] = useUrlState();
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => head.current?.scrollIntoView({ block: 'start' }), [day, code]);
  return (
    <Card withBorder component="section">
      <Group ref={head} justify="space-between" mb="sm">
        <Title order={2}>{t('enforcement.behind', { day: date(`${day}T12:00:00`) })}</Title>
        <Button
          variant="default"
          size="xs"
          onClick={() => move({ day: undefined, code: undefined, cursor: undefined })}
        >
          {t('design:close')}
        </Button>
      </Group>
      <Reason code={code} />
      <ObservedMessages advertiserId={advertiserId} day={day} code={code} />
    </Card>
  );
}
