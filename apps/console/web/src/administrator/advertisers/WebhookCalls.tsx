import { Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PagedTable } from '../../design/PagedTable';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import type { WebhookCall } from '../parts';

const COLOURS: Record<string, string> = { delivered: 'teal', failed: 'red', held: 'orange' };

/** Calls of an advertiser’s webhook, and what its server answered. */
export function WebhookCalls({ advertiserId }: { advertiserId: string }) {
  const { t } = useTranslation('administrator');
  const { dateTimeSeconds } = useFormats();
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('webhook.calls')}
      </Title>
      <PagedTable<WebhookCall>
        label={t('webhook.calls')}
        question={['webhook-calls', advertiserId]}
        load={(cursor, signal) =>
          answerOf(
            api.notification.GET('/v1/webhook-deliveries', {
              params: { query: { advertiserId, limit: 20, ...(cursor === undefined ? {} : { cursor }) } },
              signal,
            }),
          )
        }
        rowKey={({ id }) => id}
        empty={<Empty>{t('webhook.noCall')}</Empty>}
        columns={[
          { label: t('webhook.columns.at'), cell: ({ queuedAt }) => dateTimeSeconds(queuedAt) },
          {
            label: t('webhook.columns.type'),
            cell: ({ type }) => t(type === 'quota.reached' ? 'webhook.quota' : 'webhook.optOut'),
          },
          {
            label: t('keys.columns.state'),
            cell: ({ state }) => (
              <StateBadge label={t(`webhook.callStates.${state}`)} colour={COLOURS[state] ?? 'gray'} />
            ),
          },
          { label: t('webhook.columns.attempts'), numeric: true, cell: ({ attempts }) => attempts },
          { label: t('webhook.columns.result'), cell: ({ result }) => result ?? '–' },
        ]}
      />
    </Stack>
  );
}
