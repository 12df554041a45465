import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PagedTable } from '../../design/PagedTable';
import { useFormats } from '../../design/use-formats';

const OUTCOMES = ['pushed', 'there', 'absent', 'lifted', 'failed'] as const;

/** Other systems that take opt-outs made here, with the opt-outs by outcome. */
export function PushesTable() {
  const { t } = useTranslation('auditor');
  const { dateTime, number } = useFormats();
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('sources.pushes.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('sources.pushes.hint')}
      </Text>
      <PagedTable
        label={t('sources.pushes.title')}
        question={['opt-out-pushes']}
        cursorName="pushes"
        load={(_, signal) => answerOf(api.notification.GET('/v1/opt-out-pushes', { signal }))}
        rowKey={({ source }) => source}
        empty={<Empty>{t('sources.pushes.none')}</Empty>}
        columns={[
          { label: t('sources.pushes.name'), cell: ({ source }) => source, wide: true },
          { label: t('sources.pushes.system'), cell: ({ vendor }) => vendor },
          ...OUTCOMES.map((outcome) => ({
            label: t(`sources.pushes.${outcome}`),
            numeric: true,
            cell: (row: { [Name in (typeof OUTCOMES)[number]]: number }) => number(row[outcome]),
          })),
          {
            label: t('sources.pushes.pending'),
            numeric: true,
            cell: ({ pending, oldestPendingAt }) =>
              oldestPendingAt === undefined
                ? number(pending)
                : `${number(pending)}, ${t('sources.pushes.since', { at: dateTime(oldestPendingAt) })}`,
          },
          {
            label: t('sources.pushes.fault'),
            cell: ({ fault, faultCode, faultDetail: detail = '' }) =>
              faultCode === undefined ? (fault ?? '') : t(`sources.pushes.faults.${faultCode}`, { detail }),
          },
        ]}
      />
    </Stack>
  );
}
