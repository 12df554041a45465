import { Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { Confirm } from '../../design/Confirm';
import { CopyOnce } from '../../design/CopyOnce';
import { DataPage } from '../../design/DataPage';
import { Facts } from '../../design/Facts';
import { type Values, changesOf } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import { useSession } from '../../session/session';
import type { Advertiser, WebhookSecret } from '../parts';
import { Change } from './Change';
import { useAdvertiserFields } from './use-advertiser-fields';
import { WebhookCalls } from './WebhookCalls';

/** Address that opt-outs are reported to, and the secrets that sign these calls. */
export function Webhook({ advertiser: { id, webhookUrl = '' } }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const { roles } = useSession();
  const fields = [useAdvertiserFields().webhookUrl];
  const initial: Values = { webhookUrl };
  return (
    <Stack>
      <Paper withBorder p="md">
        <Stack>
          <Text size="sm">{t('webhook.detail')}</Text>
          <Facts facts={[[t('fields.webhookUrl'), webhookUrl === '' ? t('webhook.none') : webhookUrl]]} />
          <Group>
            <Change
              id={id}
              title={t('webhook.edit')}
              fields={fields}
              initial={initial}
              changes={(after) => changesOf(fields, initial, after)}
            />
          </Group>
        </Stack>
      </Paper>
      <Secrets advertiserId={id} isAdmin={roles.includes('admin')} />
      {['admin', 'operator', 'auditor'].some((role) => roles.includes(role as never)) && (
        <WebhookCalls advertiserId={id} />
      )}
    </Stack>
  );
}

function Secrets({ advertiserId: id, isAdmin }: { advertiserId: string; isAdmin: boolean }) {
  const { t } = useTranslation('administrator');
  const question = useQuery({
    queryKey: ['webhook-secrets', id],
    queryFn: ({ signal }) =>
      answerOf(api.campaign.GET('/v1/advertisers/{id}/webhook-secrets', { params: { path: { id } }, signal })),
  });
  return (
    <Paper withBorder p="md" component="section" aria-label={t('webhook.secrets')}>
      <Stack>
        <Group justify="space-between">
          <Title order={2} size="h4">
            {t('webhook.secrets')}
          </Title>
          {isAdmin && <NewSecret advertiserId={id} />}
        </Group>
        <DataPage
          question={question}
          isEmpty={({ items }) => items.length === 0}
          empty={<Text size="sm">{t('webhook.noSecret')}</Text>}
        >
          {({ items }) => (
            <Table className="cards" aria-label={t('webhook.secrets')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('keys.columns.created')}</Table.Th>
                  <Table.Th>{t('keys.columns.state')}</Table.Th>
                  {isAdmin && <Table.Th>{t('action')}</Table.Th>}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((secret) => (
                  <Row key={secret.id} secret={secret} advertiserId={id} isAdmin={isAdmin} />
                ))}
              </Table.Tbody>
            </Table>
          )}
        </DataPage>
      </Stack>
    </Paper>
  );
}

function Row({
  secret: { id: secretId, state, createdAt, createdBy },
  advertiserId: id,
  isAdmin,
}: {
  secret: WebhookSecret;
  advertiserId: string;
  isAdmin: boolean;
}) {
  const { t } = useTranslation('administrator');
  const { dateTime } = useFormats();
  const retire = useAct(
    () =>
      answerOf(
        api.campaign.DELETE('/v1/advertisers/{id}/webhook-secrets/{secretId}', { params: { path: { id, secretId } } }),
      ),
    { changes: [['webhook-secrets', id]] },
  );
  return (
    <Table.Tr>
      <Table.Td data-label={t('keys.columns.created')}>
        {t('byAt', { by: createdBy ?? '–', at: dateTime(createdAt) })}
      </Table.Td>
      <Table.Td data-label={t('keys.columns.state')}>
        <StateBadge label={t(`webhook.states.${state}`)} colour={state === 'valid' ? 'teal' : 'gray'} />
      </Table.Td>
      {isAdmin && (
        <Table.Td data-label={t('action')}>
          {state === 'retired' ? (
            '–'
          ) : (
            <Confirm
              danger
              title={t('webhook.retireTitle')}
              name={secretId}
              advertiserId={id}
              yes={t('webhook.retire')}
              act={() => retire.mutateAsync()}
              trigger={(open) => (
                <Button size="xs" variant="default" onClick={open}>
                  {t('webhook.retire')}
                </Button>
              )}
            >
              {t('webhook.retireDetail')}
            </Confirm>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function NewSecret({ advertiserId: id }: { advertiserId: string }) {
  const { t } = useTranslation('administrator');
  return (
    <FormButton
      title={t('webhook.create')}
      yes={t('webhook.create')}
      fields={[]}
      advertiserId={id}
      changes={[['webhook-secrets', id]]}
      send={() => answerOf(api.campaign.POST('/v1/advertisers/{id}/webhook-secrets', { params: { path: { id } } }))}
      result={({ secret }) => <CopyOnce label={t('webhook.made')} secret={secret} />}
      trigger={(open) => (
        <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t('webhook.create')}
        </Button>
      )}
    >
      {t('webhook.createDetail')}
    </FormButton>
  );
}
