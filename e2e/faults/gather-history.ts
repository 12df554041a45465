import type { MessageStatus, OptOut } from '@stopsms/contracts';
import { RecipientKeys, clockFrom } from '@stopsms/kernel';
import { type RunningStack, traitsOf } from '@stopsms/local-stack';
import { everyTopic } from '../stage';
import type { Asked, FailedStart, History } from './check/history';
import { type RunningCampaign, campaignNow } from './advertisers';
import { everyItem, everyItemOf, json } from './json';
import type { Operator, OperatorReply } from './operator';
import { START, isStop } from './people';
import { KEYED, type TopicRecord, readTopics } from './read-topics';

/**
 * Asks everybody who was there: the operator, the topics and the services.
 * @param asksToStop - whether a reply of a handset is a STOP; by default that of a person in a fault run
 * @param visitors - numbers that opted out on the unsubscribe page
 */
export async function gatherHistory(
  stack: RunningStack,
  operator: Operator,
  campaigns: readonly RunningCampaign[],
  failedStarts: FailedStart[],
  { asksToStop = ({ text }: OperatorReply) => isStop(text), visitors = [] as string[] } = {},
): Promise<History> {
  const keys = new RecipientKeys(stack.recipientSecret);
  const texts = await operator.allTexts();
  const replies = await operator.allReplies();
  const records = (await readTopics(stack.kafka.bootstrap, everyTopic())).map((record) => underFirst(record, keys));
  return {
    shown: texts.map(({ sequence, to, text, at, begunAt, partIds, answerTo }) => ({
      sequence,
      recipientKey: keys.keyOf(to),
      text,
      at: Date.parse(at),
      begunAt: Date.parse(begunAt ?? at),
      smscIds: partIds,
      ...(answerTo && { answerTo }),
    })),
    said: replies.map((reply) => ({
      id: reply.id,
      recipientKey: keys.keyOf(reply.from),
      isStop: asksToStop(reply),
      isStart: reply.text === START,
      acknowledgedAt: reply.acknowledgedAt === null ? null : Date.parse(reply.acknowledgedAt),
      ...(reply.word && { word: reply.word }),
    })),
    visitors: visitors.map((e164) => keys.keyOf(e164)),
    ...fromTopics(records, clockFrom(stack.clock).now() - Date.now()),
    campaigns: await Promise.all(
      campaigns.map(async (campaign) => ({ ...campaign, counts: (await campaignNow(stack, campaign)).counts })),
    ),
    listed: (
      await everyItem<History['listed'][number]>(`${stack.services.suppression.url}/v1/opt-outs?limit=1000`)
    ).map((entry) => ({ ...entry, recipientKey: keys.first(entry.recipientKey) })),
    unknown: (
      await everyItem<{ id: string }>(`${stack.services.campaign.url}/v1/messages?state=unknown&limit=100`)
    ).map(({ id }) => id),
    failedStarts,
    findsMessages: findsMessages(stack),
    repeatedReferences: (await operator.stats()).repeatedReferences,
    confirmations: await confirmations(stack, new Set([...replies.map(({ from }) => from), ...visitors])),
    views: await Promise.all(
      stack.dispatchers.map(async ({ name, url }) => ({
        name,
        ...(await json<{ entries: number; ready: boolean }>('GET', `${url}/v1/view`)),
      })),
    ),
  };
}

/** True if the provider of the stack finds a message by its reference. */
export const findsMessages = ({ provider }: RunningStack): boolean =>
  provider !== undefined && traitsOf(provider).findsMessages === true;

/** One person has one key here, also where the recipient secret was changed in between. */
function underFirst(record: TopicRecord, keys: RecipientKeys): TopicRecord {
  const { key, value } = record;
  const of = (value as { recipientKey?: unknown } | null | undefined)?.recipientKey;
  return {
    ...record,
    key: key.replace(KEYED, (one) => keys.first(one)),
    value: typeof of === 'string' ? { ...(value as object), recipientKey: keys.first(of) } : value,
  };
}

/** @param aheadMs - what the shown clock is ahead of this machine's, from which records have their timestamps */
function fromTopics(records: readonly TopicRecord[], aheadMs: number) {
  const on = <V>(topic: string): V[] => records.filter((one) => one.topic === topic).map(({ value }) => value as V);
  return {
    asked: records
      .filter(({ topic }) => topic === 'sms.requested.v1')
      .map(({ value, timestamp }) => ({ ...(value as Asked), writtenAt: timestamp + aheadMs })),
    verdicts: on<History['verdicts'][number]>('compliance.verdicts.v1'),
    cleared: ['compliance.cleared-marketing.v1', 'compliance.cleared-informative.v1'].flatMap((topic) =>
      on<History['cleared'][number]>(topic),
    ),
    service: on<History['service'][number]>('notification.messages.v1'),
    journal: on<History['journal'][number]>('dispatcher.journal.v1'),
    statuses: records
      .filter(({ topic }) => topic === 'dispatcher.message-status.v1')
      .map(({ value, timestamp }) => ({ ...(value as MessageStatus), writtenAt: timestamp + aheadMs })),
    receipts: on<History['receipts'][number]>('inbound-mo.receipts.v1'),
    received: on<History['received'][number]>('inbound-mo.received.v1'),
    replies: on<History['replies'][number]>('inbound-mo.replies.v1'),
    changes: on<History['changes'][number]>('suppression.opt-out-changed.v1'),
    optOuts: records
      .filter(({ topic, value }) => topic === 'suppression.opt-outs.v1' && isOptOut(value))
      .map(({ key, value, timestamp }) => ({
        ...(value as OptOut),
        recipientKey: key.slice(0, key.indexOf(':')),
        writtenAt: timestamp + aheadMs,
      })),
    heartbeats: records
      .filter(({ topic, key }) => topic === 'suppression.opt-outs.v1' && key.startsWith('heartbeat:'))
      .map(({ key, timestamp }) => ({ key, at: timestamp + aheadMs })),
    deadLetters: records
      .filter(({ topic }) => topic.endsWith('.dlq'))
      .map(({ topic, key, headers }) => ({ topic, key, reason: headers['dlq_reason'] ?? 'no reason given' })),
  };
}

const isOptOut = (value: unknown): value is OptOut => typeof value === 'object' && value !== null && 'state' in value;

async function confirmations(
  { services }: RunningStack,
  handsets: ReadonlySet<string>,
): Promise<History['confirmations']> {
  const found: History['confirmations'] = [];
  for (const e164 of handsets) {
    const url = `${services.notification.url}/v1/confirmations/search`;
    found.push(...(await everyItemOf<History['confirmations'][number]>(url, { phone: e164, limit: 100 })));
  }
  return found;
}
