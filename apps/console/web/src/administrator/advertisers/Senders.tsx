import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { Confirm } from '../../design/Confirm';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { type Field, bodyOf } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import { useSession } from '../../session/session';
import type { Advertiser, Sender } from '../parts';
import { useCountries } from './use-advertiser-fields';

/** Evidence that the service records for the sender of the account itself. */
const OWN_SENDER = 'sender of the account';
const COLOURS = { approved: 'teal', requested: 'orange', revoked: 'gray' } as const;

/** Sender IDs with their country and evidence: a marketer asks for one, an administrator approves and revokes. */
export function Senders({ advertiser: { id } }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const { roles } = useSession();
  const question = useQuery({
    queryKey: ['senders', id],
    queryFn: ({ signal }) =>
      answerOf(api.campaign.GET('/v1/advertisers/{id}/senders', { params: { path: { id } }, signal })),
  });
  const isAdmin = roles.includes('admin');
  return (
    <Stack>
      {(isAdmin || roles.includes('marketer')) && (
        <Group>
          <AddSender advertiserId={id} isAdmin={isAdmin} />
        </Group>
      )}
      <DataPage
        question={question}
        isEmpty={({ items }) => items.length === 0}
        empty={<Empty>{t('senders.none')}</Empty>}
      >
        {({ items }) => (
          <Table className="cards" verticalSpacing="sm" aria-label={t('tabs.senders')}>
            <Table.Thead>
              <Table.Tr>
                {['sender', 'country', 'state', 'evidence', 'by'].map((name) => (
                  <Table.Th key={name}>{t(`senders.columns.${name}`)}</Table.Th>
                ))}
                {isAdmin && <Table.Th>{t('action')}</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((sender) => (
                <Row key={sender.id} sender={sender} isAdmin={isAdmin} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </DataPage>
    </Stack>
  );
}

function Row({ sender: one, isAdmin }: { sender: Sender; isAdmin: boolean }) {
  const { t } = useTranslation('administrator');
  const { dateTime, region } = useFormats();
  const { sender, country, state, evidence, registration, holder, providers, reason } = one;
  const by = one.decidedBy ?? one.requestedBy;
  return (
    <Table.Tr>
      <Table.Td className="wide">
        <Text fw={600} size="sm" style={{ whiteSpace: 'nowrap' }}>
          {sender}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('senders.columns.country')}>{region(country)}</Table.Td>
      <Table.Td data-label={t('senders.columns.state')}>
        <StateBadge label={t(`senders.states.${state}`)} colour={COLOURS[state]} />
      </Table.Td>
      <Table.Td className="wide">
        <Text size="sm" dir="auto">
          {evidence === OWN_SENDER ? t('senders.own') : evidence}
        </Text>
        {[registration, holder, providers?.join(', '), reason].map(
          (more, nth) =>
            more !== null &&
            more !== undefined && (
              <Text key={nth} size="xs" c="dimmed" dir="auto">
                {more}
              </Text>
            ),
        )}
      </Table.Td>
      <Table.Td data-label={t('senders.columns.by')}>
        {t('byAt', { by: by ?? '–', at: dateTime(one.decidedAt ?? one.requestedAt) })}
      </Table.Td>
      {isAdmin && (
        <Table.Td data-label={t('action')}>
          <Decide sender={one} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function AddSender({ advertiserId: id, isAdmin }: { advertiserId: string; isAdmin: boolean }) {
  const { t } = useTranslation('administrator');
  const title = t(isAdmin ? 'senders.add' : 'senders.ask');
  const fields: Field[] = [
    { name: 'sender', label: t('senders.columns.sender'), hint: t('hints.sender'), required: true, max: 12 },
    { name: 'country', label: t('senders.columns.country'), kind: 'choice', options: useCountries(), required: true },
    {
      ...{ name: 'evidence', label: t('senders.columns.evidence'), hint: t('senders.evidenceHint') },
      ...{ kind: 'words', required: true, max: 500 },
    },
    { name: 'registration', label: t('senders.registration'), hint: t('senders.registrationHint'), max: 100 },
    { name: 'holder', label: t('senders.holder'), hint: t('senders.holderHint'), max: 200 },
    { name: 'providers', label: t('senders.providers'), hint: t('senders.providersHint'), kind: 'list' },
  ];
  return (
    <FormButton
      title={title}
      yes={title}
      fields={fields}
      advertiserId={id}
      changes={[['senders', id], ['advertisers']]}
      send={(values) =>
        answerOf(
          api.campaign.POST('/v1/advertisers/{id}/senders', {
            params: { path: { id } },
            body: bodyOf(fields, values),
          }),
        )
      }
      trigger={(open) => (
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {title}
        </Button>
      )}
    >
      {isAdmin ? t('senders.addDetail') : t('senders.askDetail')}
    </FormButton>
  );
}

function Decide({ sender: { id: senderId, advertiserId: id, sender, country, state } }: { sender: Sender }) {
  const { t } = useTranslation('administrator');
  const { region } = useFormats();
  const params = { path: { id, senderId } };
  const changes = [['senders', id], ['advertisers']];
  const approve = useAct(
    () => answerOf(api.campaign.POST('/v1/advertisers/{id}/senders/{senderId}/approve', { params, body: {} })),
    { changes },
  );
  const revoke = useAct(
    (reason: string) =>
      answerOf(api.campaign.POST('/v1/advertisers/{id}/senders/{senderId}/revoke', { params, body: { reason } })),
    { changes },
  );
  if (state === 'revoked') return '–';
  const words = { sender, country: region(country) };
  return (
    <Group gap="xs">
      {state === 'requested' && (
        <Confirm
          title={t('senders.approveTitle', words)}
          name={senderId}
          advertiserId={id}
          yes={t('senders.approve')}
          act={() => approve.mutateAsync()}
          trigger={(open) => (
            <Button size="xs" onClick={open}>
              {t('senders.approve')}
            </Button>
          )}
        >
          {t('senders.approveDetail')}
        </Confirm>
      )}
      <Confirm
        danger
        title={t(state === 'requested' ? 'senders.declineTitle' : 'senders.revokeTitle', words)}
        name={senderId}
        advertiserId={id}
        yes={t(state === 'requested' ? 'senders.decline' : 'senders.revoke')}
        reason={t('reason')}
        act={(reason) => revoke.mutateAsync(reason)}
        trigger={(open) => (
          <Button size="xs" variant="default" onClick={open}>
            {t(state === 'requested' ? 'senders.decline' : 'senders.revoke')}
          </Button>
        )}
      >
        {t('senders.revokeDetail')}
      </Confirm>
    </Group>
  );
}
