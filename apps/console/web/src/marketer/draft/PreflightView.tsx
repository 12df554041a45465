import { Alert, List, Paper, Progress, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../design/Facts';
import { Reason } from '../../design/Reason';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import type { Preflight } from '../parts';

const COLOUR = { leave: 'green', held: 'yellow', refused: 'red' } as const;
const OUTCOMES = ['leave', 'held', 'refused'] as const;

export function PreflightView({ preflight }: { preflight: Preflight }) {
  const { t } = useTranslation('marketer');
  const { number, share } = useFormats();
  const { recipients } = preflight;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        {OUTCOMES.map((outcome) => (
          <Paper key={outcome} withBorder p="md">
            <Text size="sm">{t(`draft.preflight.outcome.${outcome}`)}</Text>
            <Text fz={28} fw={700} data-testid={outcome}>
              {number(preflight[outcome])}
            </Text>
            <Text size="sm" c="dimmed">
              {share(preflight[outcome], recipients)}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      <Progress.Root size="lg" aria-hidden>
        {OUTCOMES.map((outcome) => (
          <Progress.Section
            key={outcome}
            value={recipients === 0 ? 0 : (100 * preflight[outcome]) / recipients}
            color={COLOUR[outcome]}
          />
        ))}
      </Progress.Root>
      <RefusedRegions preflight={preflight} />
      <Why preflight={preflight} />
      <OnlyObserved preflight={preflight} />
      <Cost preflight={preflight} />
    </Stack>
  );
}

/** Reasons that are of a country, and not of the words: another text does not help. */
const OF_COUNTRY = new Set([
  ...['MENTION_CODE_UNREACHABLE', 'PACK_MISSING', 'COUNTRY_NOT_ALLOWED'],
  ...['SENDER_UNREGISTERED', 'SENDER_NAME_UNREACHABLE', 'SECTOR_BANNED', 'SECTOR_NEEDS_PACK'],
]);

/** Countries that the text cannot reach, before it is started; and what is wrong with the text wherever it goes. */
function RefusedRegions({ preflight: { refusedRegions, leave, held } }: { preflight: Preflight }) {
  const { t } = useTranslation('marketer');
  const { number, region } = useFormats();
  const words = useCodeWords();
  // What is refused everywhere by its words is a fault of the text, even if each country refused it by itself.
  const isFault = ({ code }: { code: string }) => leave + held === 0 && !OF_COUNTRY.has(code);
  const faults = new Set(refusedRegions.filter(isFault).map(({ code }) => code));
  const countries = refusedRegions.filter((each) => !isFault(each));
  return (
    <>
      {faults.size > 0 && (
        <Alert color="red" title={t('draft.preflight.faulty')}>
          <List size="sm">
            {[...faults].map((code) => (
              <List.Item key={code}>{words.reason(code)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {countries.length > 0 && (
        <Alert color="orange" title={t('draft.preflight.unreachable')}>
          <List size="sm">
            {countries.map(({ region: code, code: reason, count }) => (
              <List.Item key={code}>
                {t('draft.preflight.unreachableIn', {
                  count,
                  number: number(count),
                  country: region(code),
                  reason: words.reason(reason),
                })}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  );
}

function Why({ preflight: { outcomes } }: { preflight: Preflight }) {
  const { t } = useTranslation('marketer');
  const { number, dateTime, region: nameOf } = useFormats();
  const reasons = outcomes.filter(({ outcome }) => outcome !== 'leave');
  if (reasons.length === 0) return null;
  return (
    <>
      <Title order={2}>{t('draft.preflight.why')}</Title>
      <Table className="cards" aria-label={t('draft.preflight.why')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('draft.preflight.reason')}</Table.Th>
            <Table.Th>{t('draft.preflight.outcomeOf')}</Table.Th>
            <Table.Th>{t('books.country')}</Table.Th>
            <Table.Th ta="end">{t('draft.preflight.recipients')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {reasons.map(({ outcome, code = '', region, until, count }) => (
            <Table.Tr key={`${outcome} ${code} ${region} ${until ?? ''}`}>
              <Table.Td className="wide">
                <Reason code={code} />
              </Table.Td>
              <Table.Td data-label={t('draft.preflight.outcomeOf')}>
                {until === undefined
                  ? t(`draft.preflight.outcome.${outcome}`)
                  : t('draft.preflight.until', { at: dateTime(until) })}
              </Table.Td>
              <Table.Td data-label={t('books.country')}>{nameOf(region)}</Table.Td>
              <Table.Td data-label={t('draft.preflight.recipients')} ta="end">
                {number(count)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

/** Messages that are sent only because the advertiser's rules are observed. */
function OnlyObserved({ preflight: { outcomes } }: { preflight: Preflight }) {
  const { t } = useTranslation('marketer');
  const { number } = useFormats();
  const counts = new Map<string, { code: string; verdict: 'refused' | 'held'; count: number }>();
  for (const { observed, count } of outcomes) {
    if (!observed) continue;
    const known = counts.get(observed.code);
    counts.set(observed.code, { ...observed, count: count + (known?.count ?? 0) });
  }
  if (counts.size === 0) return null;
  return (
    <Alert color="blue" title={t('draft.preflight.observedTitle')} data-testid="observed">
      <Text size="sm">{t('draft.preflight.observedDetail')}</Text>
      <List size="sm" mt="xs" spacing={4}>
        {[...counts.values()].map(({ code, verdict, count }) => (
          <List.Item key={code}>
            {number(count)} · {t(`enforcement.verdicts.${verdict}`)}: <Reason code={code} />
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Cost({ preflight: { cost, parts, pace } }: { preflight: Preflight }) {
  const { t } = useTranslation('marketer');
  const { number, money, dateTime } = useFormats();
  const price =
    'code' in cost
      ? t('draft.preflight.noPrice')
      : cost.least === cost.most
        ? money(cost.least, cost.currency)
        : `${money(cost.least, cost.currency)} – ${money(cost.most, cost.currency)}`;
  return (
    <Facts
      facts={[
        [t('draft.preflight.parts'), number(parts)],
        [t('draft.preflight.cost'), price],
        ...(pace?.endsAt === undefined ? [] : [[t('draft.preflight.endsAt'), dateTime(pace.endsAt)] as const]),
        ...(pace === undefined || pace.late === 0 ? [] : [[t('draft.preflight.late'), number(pace.late)] as const]),
      ]}
    />
  );
}
