import { Code, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import type { RulePack } from '../parts';
import { periodOf } from './period-of';

const COLOURS = { draft: 'gray', past: 'gray', next: 'orange', now: 'teal' } as const;

/** Rule packs in force, those that follow, and former ones. They are files, reviewed by lawyers: nobody edits them here. */
export function RulePacksPage() {
  const { t } = useTranslation('administrator');
  const packs = useQuery({
    queryKey: ['rule-packs'],
    queryFn: ({ signal }) => answerOf(api.compliance.GET('/v1/rule-packs', { signal })),
  });
  return (
    <>
      <PageHead title={t('packs.title')} detail={t('packs.detail')} />
      <DataPage question={packs} isEmpty={({ items }) => items.length === 0} empty={<Empty>{t('packs.none')}</Empty>}>
        {({ items }) => (
          <Stack>
            <Table className="cards" verticalSpacing="sm" aria-label={t('packs.title')}>
              <Table.Thead>
                <Table.Tr>
                  {['name', 'state', 'regions', 'from', 'to', 'hash'].map((name) => (
                    <Table.Th key={name}>{t(`packs.columns.${name}`)}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {[...items]
                  .sort((one, other) => one.id.localeCompare(other.id))
                  .map((pack) => (
                    <Row key={pack.id} pack={pack} now={packs.dataUpdatedAt} />
                  ))}
              </Table.Tbody>
            </Table>
            <Text size="sm" c="dimmed">
              {t('packs.file')}
            </Text>
          </Stack>
        )}
      </DataPage>
    </>
  );
}

function Row({ pack, now }: { pack: RulePack; now: number }) {
  const { t } = useTranslation('administrator');
  const { date, region } = useFormats();
  const { id, hash, regions, validFrom, validTo } = pack;
  const period = periodOf(pack, now);
  return (
    <Table.Tr>
      <Table.Td className="wide">
        <Text size="sm" fw={600}>
          {id}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('packs.columns.state')}>
        <StateBadge label={t(`packs.states.${period}`)} colour={COLOURS[period]} />
      </Table.Td>
      <Table.Td data-label={t('packs.columns.regions')}>{regions.map(region).join(', ')}</Table.Td>
      <Table.Td data-label={t('packs.columns.from')}>{date(validFrom)}</Table.Td>
      <Table.Td data-label={t('packs.columns.to')}>{validTo === null ? '–' : date(validTo)}</Table.Td>
      <Table.Td data-label={t('packs.columns.hash')}>
        <Code>{hash.slice(0, 12)}</Code>
      </Table.Td>
    </Table.Tr>
  );
}
