import { Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { useFormats } from '../../design/use-formats';
import { everyones } from '../everyones';
import { Cause } from './Cause';
import { SERVICES, type ServiceName } from '../../api/services';
import type { LettersOfTopic } from '../parts';

type Listed = LettersOfTopic & { asked: ServiceName };

/** Topics whose records were given up, of all services; each topic once. */
export function TopicsPage() {
  const { t } = useTranslation('operator');
  const question = useQueries({
    queries: SERVICES.map((service) => ({
      queryKey: ['dead-letters', service],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answerOf(everyones(service).GET('/v1/dead-letters', { signal })),
    })),
    combine: (asked) => {
      const byTopic = new Map<string, Listed>();
      asked.forEach(({ data }, nth) => {
        for (const topic of data?.topics ?? []) {
          byTopic.set(topic.topic, { ...topic, asked: topic.replayedBy ?? SERVICES[nth] ?? 'campaign' });
        }
      });
      const isPending = asked.some(({ isPending: is }) => is);
      const error = asked.find(({ error: one }) => one !== null)?.error ?? null;
      return {
        // A missing service might hide the one thing that matters.
        data: isPending || error !== null ? undefined : [...byTopic.values()],
        error,
        isPending,
        refetch: () => asked.forEach(({ refetch }) => void refetch()),
      };
    },
  });
  return (
    <>
      <PageHead title={t('letters.title')} detail={t('letters.detail')} />
      <DataPage question={question} isEmpty={(all) => all.length === 0} empty={<Empty>{t('letters.none')}</Empty>}>
        {(all) => (
          <Stack>
            {all.map((topic) => (
              <Topic key={topic.topic} topic={topic} />
            ))}
          </Stack>
        )}
      </DataPage>
    </>
  );
}

function Topic({ topic: { topic, asked, waiting, replayed, older, oldest, causes } }: { topic: Listed }) {
  const { t } = useTranslation('operator');
  const { dateTime, number } = useFormats();
  return (
    <Paper withBorder p="md" component="section" aria-label={topic}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3">
          <Anchor component={Link} to={`/dead-letters/${asked}/${topic}`} inherit>
            {topic}
          </Anchor>
        </Title>
        <Badge color={waiting > 0 ? 'red.9' : 'gray.7'} size="lg" tt="none">
          {t('letters.waiting', { count: waiting, number: number(waiting) })}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {oldest !== undefined && `${t('letters.since', { at: dateTime(oldest) })} · `}
        {t('letters.replayed', { count: replayed, number: number(replayed) })}
        {older > 0 && ` · ${t('letters.older', { count: older, number: number(older) })}`}
      </Text>
      <ul>
        {causes.map(({ service, code, reason, waiting: count }) => (
          <Text component="li" size="sm" key={`${service} ${code} ${reason}`}>
            {number(count)} × {service}
            <Cause code={code} reason={reason} />
          </Text>
        ))}
      </ul>
    </Paper>
  );
}
