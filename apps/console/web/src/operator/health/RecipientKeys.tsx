import { Button, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { useAct } from '../../api/use-act';
import { Confirm } from '../../design/Confirm';
import { useSession } from '../../session/session';
import { everyones } from '../everyones';
import type { ServiceName } from '../../api/services';

/** Services that store keys of recipients, in the order in which `npx stopsms change-secret` changes them. */
const WITH_KEYS = ['campaign', 'inbound-mo', 'notification', 'compliance', 'suppression'] as const;

/** Generation of the keys of recipients in each service: one after another is changed when the secret was. */
export function RecipientKeys() {
  const { t } = useTranslation('administrator');
  return (
    <Table className="cards" aria-label={t('generation.title')}>
      <Table.Thead>
        <Table.Tr>
          {['service', 'now', 'newest', 'canary'].map((name) => (
            <Table.Th key={name}>{t(`generation.columns.${name}`)}</Table.Th>
          ))}
          <Table.Th>{t('action')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {WITH_KEYS.map((service) => (
          <Row key={service} service={service} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ service }: { service: ServiceName }) {
  const { t } = useTranslation('administrator');
  const { roles } = useSession();
  const { data } = useQuery({
    queryKey: ['generation', service],
    queryFn: ({ signal }) => answerOf(everyones(service).GET('/v1/recipient-generation', { signal })),
    refetchInterval: 10_000,
  });
  const change = useAct(
    (generation: number) => answerOf(everyones(service).POST('/v1/recipient-generation', { body: { generation } })),
    { changes: [['generation', service]] },
  );
  const { generation, newest, canary = '–' } = data ?? {};
  const isBehind = generation !== undefined && newest !== undefined && generation < newest;
  const mayChange = roles.some((role) => role === 'operator' || role === 'admin');
  return (
    <Table.Tr>
      <Table.Td className="wide">{service}</Table.Td>
      <Table.Td data-label={t('generation.columns.now')}>{generation ?? '–'}</Table.Td>
      <Table.Td data-label={t('generation.columns.newest')}>{newest ?? '–'}</Table.Td>
      <Table.Td data-label={t('generation.columns.canary')}>{canary}</Table.Td>
      <Table.Td data-label={t('action')}>
        {isBehind && mayChange ? (
          <Confirm
            danger
            title={t('generation.changeTitle', { service })}
            name={service}
            yes={t('generation.change')}
            act={() => change.mutateAsync(newest)}
            trigger={(open) => (
              <Button size="xs" variant="default" onClick={open}>
                {t('generation.change')}
              </Button>
            )}
          >
            {t('generation.detail')}
          </Confirm>
        ) : (
          t(isBehind ? 'generation.behind' : 'generation.current')
        )}
      </Table.Td>
    </Table.Tr>
  );
}
