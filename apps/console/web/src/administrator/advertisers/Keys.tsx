import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { Confirm } from '../../design/Confirm';
import { CopyOnce } from '../../design/CopyOnce';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { type Field, type Values, bodyOf } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import { useSession } from '../../session/session';
import type { Advertiser, Key } from '../parts';

const SCOPES = ['send', 'contacts', 'read', 'consents', 'admin'] as const;
const scopesOf = (values: Values) => SCOPES.filter((scope) => values[`scope ${scope}`] === 'true');
const COLOURS = { valid: 'teal', expired: 'orange', revoked: 'gray' } as const;

/** API keys of an advertiser’s own systems. The key itself is shown once. */
export function Keys({ advertiser: { id } }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const { roles } = useSession();
  const isAdmin = roles.includes('admin');
  const question = useQuery({
    queryKey: ['keys', id],
    queryFn: ({ signal }) =>
      answerOf(api.campaign.GET('/v1/advertisers/{id}/keys', { params: { path: { id } }, signal })),
  });
  return (
    <Stack>
      {isAdmin && (
        <Group>
          <NewKey advertiserId={id} />
        </Group>
      )}
      <DataPage question={question} isEmpty={({ items }) => items.length === 0} empty={<Empty>{t('keys.none')}</Empty>}>
        {({ items }) => (
          <Table className="cards" verticalSpacing="sm" aria-label={t('tabs.keys')}>
            <Table.Thead>
              <Table.Tr>
                {['name', 'state', 'scopes', 'expiresAt', 'lastUsedAt', 'created'].map((name) => (
                  <Table.Th key={name}>{t(`keys.columns.${name}`)}</Table.Th>
                ))}
                {isAdmin && <Table.Th>{t('action')}</Table.Th>}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((key) => (
                <Row key={key.id} of={key} advertiserId={id} isAdmin={isAdmin} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </DataPage>
    </Stack>
  );
}

function Row({ of: key, advertiserId, isAdmin }: { of: Key; advertiserId: string; isAdmin: boolean }) {
  const { t } = useTranslation('administrator');
  const { dateTime } = useFormats();
  const at = (instant: string | null) => (instant === null ? '–' : dateTime(instant));
  const { name, state, scopes, addresses, expiresAt, lastUsedAt, createdAt, createdBy } = key;
  return (
    <Table.Tr>
      <Table.Td className="wide">
        <Text size="sm" fw={600} dir="auto">
          {name}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('keys.columns.state')}>
        <StateBadge label={t(`keys.states.${state}`)} colour={COLOURS[state]} />
      </Table.Td>
      <Table.Td data-label={t('keys.columns.scopes')}>
        <div>
          {scopes.map((scope) => t(`keys.scopes.${scope}`)).join(', ')}
          {addresses !== null && (
            <Text size="xs" c="dimmed">
              {addresses.join(', ')}
            </Text>
          )}
        </div>
      </Table.Td>
      <Table.Td data-label={t('keys.columns.expiresAt')}>
        {expiresAt === null ? t('keys.never') : dateTime(expiresAt)}
      </Table.Td>
      <Table.Td data-label={t('keys.columns.lastUsedAt')}>{at(lastUsedAt)}</Table.Td>
      <Table.Td data-label={t('keys.columns.created')}>
        {t('byAt', { by: createdBy ?? '–', at: dateTime(createdAt) })}
      </Table.Td>
      {isAdmin && (
        <Table.Td data-label={t('action')}>
          {state === 'revoked' ? '–' : <Revoke of={key} advertiserId={advertiserId} />}
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function NewKey({ advertiserId: id }: { advertiserId: string }) {
  const { t } = useTranslation('administrator');
  // Without any the service gives all: one at least has to be chosen.
  const boxes = (values: Values): Field[] =>
    SCOPES.map((scope) => ({
      ...{ name: `scope ${scope}`, label: t(`keys.scopes.${scope}`), hint: t(`keys.scopeHints.${scope}`) },
      ...{ kind: 'box', required: scopesOf(values).length === 0 },
    }));
  const fields: Field[] = [
    { name: 'name', label: t('keys.columns.name'), hint: t('keys.nameHint'), required: true, max: 60 },
    { name: 'expiresAt', label: t('keys.columns.expiresAt'), hint: t('keys.expiresHint'), kind: 'instant' },
    { name: 'addresses', label: t('keys.addresses'), hint: t('keys.addressesHint'), kind: 'list' },
  ];
  return (
    <FormButton
      title={t('keys.create')}
      yes={t('keys.create')}
      fields={(values) => [...fields, ...boxes(values)]}
      advertiserId={id}
      changes={[['keys', id]]}
      send={(values) =>
        answerOf(
          api.campaign.POST('/v1/advertisers/{id}/keys', {
            params: { path: { id } },
            body: { ...bodyOf<{ name: string }>(fields, values), scopes: scopesOf(values) },
          }),
        )
      }
      result={({ name, key }) => <CopyOnce label={t('keys.made', { name })} secret={key} />}
      trigger={(open) => (
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
          {t('keys.create')}
        </Button>
      )}
    />
  );
}

function Revoke({ of: { id: keyId, name }, advertiserId: id }: { of: Key; advertiserId: string }) {
  const { t } = useTranslation('administrator');
  const revoke = useAct(
    () => answerOf(api.campaign.DELETE('/v1/advertisers/{id}/keys/{keyId}', { params: { path: { id, keyId } } })),
    { changes: [['keys', id]] },
  );
  return (
    <Confirm
      danger
      title={t('keys.revokeTitle', { name })}
      name={keyId}
      advertiserId={id}
      yes={t('keys.revoke')}
      act={() => revoke.mutateAsync()}
      trigger={(open) => (
        <Button size="xs" variant="default" onClick={open} aria-label={t('keys.revokeOne', { name })}>
          {t('keys.revoke')}
        </Button>
      )}
    >
      {t('keys.revokeDetail')}
    </Confirm>
  );
}
