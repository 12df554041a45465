import { Alert, Anchor, Button, Code, List, Stack, Table, Text, Title } from '@mantine/core';
import { IconPrinter, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { type Story, judge } from '@stopsms/verify';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Facts } from '../../design/Facts';
import { PageHead } from '../../design/PageHead';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import type { Proof, ProofKeys } from '../parts';
import { ProofFile } from './ProofFile';
import { VERDICT_COLOURS } from './verdict-colours';

/** The proof of one message, as a page to print, with what it takes to check it elsewhere. */
export function ProofPage() {
  const { t } = useTranslation('auditor');
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const proof = useQuery({
    queryKey: ['proof', id],
    queryFn: ({ signal }) =>
      answerOf(api.compliance.GET('/v1/messages/{id}/proof', { params: { path: { id } }, signal })),
  });
  const keys = useQuery({
    queryKey: ['proof-keys'],
    queryFn: ({ signal }) => answerOf(api.compliance.GET('/v1/proof-keys', { signal })),
  });
  return (
    <>
      <PageHead
        title={t('proof.title')}
        detail={t('proof.detail')}
        actions={
          proof.data && (
            <>
              <ProofFile proof={proof.data} />
              <Button
                className="no-print"
                leftSection={<IconPrinter size={16} aria-hidden />}
                onClick={() => globalThis.print()}
              >
                {t('proof.print')}
              </Button>
            </>
          )
        }
      />
      <DataPage question={proof}>
        {(known) => <DataPage question={keys}>{(list) => <Shown proof={known} keys={list} />}</DataPage>}
      </DataPage>
    </>
  );
}

function Shown({ proof, keys }: { proof: Proof; keys: ProofKeys }) {
  const { t, i18n } = useTranslation('auditor');
  const { dateTimeSeconds: dateTime, date } = useFormats();
  const words = useCodeWords();
  const { messageId, advertiser, request, sealing, seals, digest } = proof;
  const found = judge(JSON.stringify(proof), keys, i18n.language.startsWith('fr') ? 'fr' : 'en');
  if (found.refused !== undefined)
    return (
      <Alert color="red" icon={<IconShieldX aria-hidden />} title={t('proof.refused')}>
        <Text size="sm">{t('proof.refusedDetail')}</Text>
        <Text size="sm" lang="en">
          {found.refused}
        </Text>
      </Alert>
    );
  const { decisions, statuses, receipt } = provenIn(proof, found.story);
  const rows = [
    ...decisions.map(({ attempt, at, verdict, ...more }) => ({
      key: `decision ${attempt}`,
      at,
      what: t(`proof.verdicts.${verdict}`),
      why: typeof more['code'] === 'string' ? words.reason(more['code']) : '',
    })),
    ...statuses.map(({ attempt, at, status }) => ({
      key: `${status} ${attempt}`,
      at,
      what: t(`states.${status}`),
      why: '',
    })),
    ...(receipt === null
      ? []
      : [
          {
            key: 'receipt',
            at: receipt.at,
            what: t(`states.${receipt.outcome}`),
            why: '',
          },
        ]),
  ];
  return (
    <Stack>
      <Facts
        facts={[
          [t('proof.message'), messageId],
          [t('advertiser'), advertiser ?? request.advertiserId],
          [t('category'), t(`categories.${request.category}`)],
          [t('proof.askedAt'), dateTime(request.requestedAt)],
          [t('proof.textHash'), <Code key="hash">{request.textHash}</Code>],
        ]}
      />
      <Title order={2}>{t('proof.happened')}</Title>
      <List>
        {found.sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      <Table className="cards" aria-label={t('proof.happened')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('at')}</Table.Th>
            <Table.Th>{t('proof.what')}</Table.Th>
            <Table.Th>{t('proof.why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, at, what, why }) => (
            <Table.Tr key={key}>
              <Table.Td data-label={t('at')}>{dateTime(at)}</Table.Td>
              <Table.Td data-label={t('proof.what')}>{what}</Table.Td>
              <Table.Td data-label={t('proof.why')}>{why}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Title order={2}>{t('proof.verification')}</Title>
      <Alert
        color={VERDICT_COLOURS[found.verdict]}
        icon={<IconShieldCheck aria-hidden />}
        title={t(`proof.judged.${found.verdict}`)}
      >
        <Text size="sm">{t(`proof.sealingDetail.${detailOf(proof)}`, sealedLast(proof, dateTime, date))}</Text>
        {sealing.state === 'altered' && (
          <Text size="sm" lang="en">
            {sealing.detail}
          </Text>
        )}
      </Alert>
      <Facts
        facts={[
          [t('proof.digest'), <Code key="digest">{digest}</Code>],
          ...seals.map(
            ({ batch, head, day }) =>
              [
                t('proof.seal', { at: dateTime(batch.sealedAt), seq: batch.seq }),
                <Code key={head}>{day === null ? head : day.head}</Code>,
              ] as const,
          ),
        ]}
      />
      <Text size="sm">{t('proof.check')}</Text>
      <Anchor size="sm" component={Link} to="/check" className="no-print">
        {t('check.title')}
      </Anchor>
      <Code block tabIndex={0}>{`node verify-proof.mjs proof-${messageId}.json --keys proof-keys.json`}</Code>
    </Stack>
  );
}

/** Text on how far it is sealed: the head of a day is made when the day is over. */
const detailOf = ({ sealing: { state }, seals }: Proof): string =>
  state === 'sealed' && seals.at(-1)?.day === null ? 'sealedToday' : state;

function sealedLast(
  { seals }: Proof,
  dateTime: (at: string) => string,
  date: (day: string) => string,
): Record<string, unknown> {
  const last = seals.at(-1)?.batch;
  return last ? { at: dateTime(last.sealedAt), seq: last.seq, day: date(last.day) } : {};
}

/** The entries that seals cover, as the page shows them. */
function provenIn(proof: Proof, story: Story): Pick<Proof, 'decisions' | 'statuses' | 'receipt'> {
  const attempts = new Set(story.decisions.map(({ attempt }) => attempt));
  const statuses = new Set(story.statuses.map(({ attempt, status }) => `${attempt}:${status}`));
  return {
    decisions: proof.decisions.filter(({ attempt }) => attempts.has(attempt)),
    statuses: proof.statuses.filter(({ attempt, status }) => statuses.has(`${attempt}:${status}`)),
    receipt: story.receipt === null ? null : proof.receipt,
  };
}
