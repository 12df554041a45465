import { Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemError, problemOf } from '../../api/problem';
import { DataPage } from '../../design/DataPage';
import { StateBadge } from '../../design/StateBadge';
import { everyones } from '../everyones';
import type { ServiceName } from '../../api/services';

interface Part {
  name: string;
  isWell: boolean;
  message: string;
}

/** A service that is not ready says so with 503, and which part it is; that is an answer and no fault. */
async function askReady(service: ServiceName, signal: AbortSignal): Promise<Part[]> {
  const asked = await everyones(service)
    .GET('/health/ready', { signal })
    .catch(() => {
      throw new ProblemError(0, 'unreachable', '');
    });
  const health = (asked.data ?? asked.error) as { details?: Record<string, { status: string; message?: string }> };
  if (health.details === undefined) throw problemOf(asked.response.status, asked.error);
  return Object.entries(health.details).map(([name, { status, message = '' }]) => ({
    name,
    isWell: status === 'up',
    message,
  }));
}

export function ServiceCard({ service }: { service: ServiceName }) {
  const { t, i18n } = useTranslation('operator');
  const nameOf = (part: string) => (i18n.exists(`operator:parts.${part}`) ? t(`operator:parts.${part}`) : part);
  const ready = useQuery({
    queryKey: ['ready', service],
    queryFn: ({ signal }) => askReady(service, signal),
    refetchInterval: 10_000,
    retry: false,
  });
  return (
    <Paper withBorder p="md" component="section" aria-label={service}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3">
          {service}
        </Title>
        {ready.data !== undefined && (
          <StateBadge
            label={t(ready.data.every(({ isWell }) => isWell) ? 'health.ready' : 'health.notReady')}
            colour={ready.data.every(({ isWell }) => isWell) ? 'teal' : 'red'}
          />
        )}
      </Group>
      <DataPage question={ready}>
        {(parts) => (
          <List size="sm" listStyleType="none">
            {parts.map(({ name, isWell, message }) => (
              <List.Item key={name}>
                <Stack gap={0}>
                  <Text size="sm">
                    {isWell ? '✓' : '✗'} {nameOf(name)} – {t(isWell ? 'health.up' : 'health.down')}
                  </Text>
                  {!isWell && (
                    <Text size="xs" c="dimmed">
                      {message}
                    </Text>
                  )}
                </Stack>
              </List.Item>
            ))}
          </List>
        )}
      </DataPage>
    </Paper>
  );
}
