import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Reason } from '../../design/Reason';
import { useFormats } from '../../design/use-formats';
import { mayPass, ProblemError } from '../../api/problem';

const ENDED = ['refused', 'blocked', 'delivered', 'failed', 'expired', 'rejected', 'cancelled', 'held'];

/** Outcome of one message, with its recipient and the time of the last event. It has no events of its own, so it is polled until it has ended, for a minute. */
export function MessageOutcome({ id, to }: { id: string; to: string }) {
  const { t } = useTranslation('marketer');
  const { dateTimeSeconds } = useFormats();
  const message = useQuery({
    queryKey: ['message', id],
    queryFn: ({ signal }) => answerOf(api.campaign.GET('/v1/messages/{id}', { params: { path: { id } }, signal })),
    // It was accepted a moment ago, and is not found before it has been stored.
    retry: (failures, error) =>
      failures < 20 && (mayPass(error) || (error instanceof ProblemError && error.status === 404)),
    retryDelay: 500,
    refetchInterval: ({ state }) =>
      ENDED.includes(state.data?.state ?? '') || state.dataUpdateCount > 60 ? false : 1_000,
  });
  const last = message.data?.timeline.at(-1);
  return (
    <Group gap="xs" role="status">
      <Text size="sm">{to}</Text>
      <Text size="sm" fw={600}>
        {t(`message.${message.data?.state ?? 'accepted'}`)}
      </Text>
      {last !== undefined && <Text size="sm">{dateTimeSeconds(last.at)}</Text>}
      {last?.code !== undefined && <Reason code={last.code} />}
    </Group>
  );
}
