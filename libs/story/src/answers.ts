import { clockFrom } from '@stopsms/kernel';
import type { RunningStack } from '@stopsms/local-stack';
import { get } from './api';
import { type Cast, SHORT_CODE } from './cast';
import type { Claims } from './claims';
import { handset } from './contacts';
import { type Received, inbox, reply } from './handsets';
import { REPLIES, type ReplyCase } from './replies';
import type { Tap } from './tap';
import { until } from './until';

/** The handset that plays the nth reply. */
export const answering = (n: number): string => handset(n * 7);
const playing = (expect: ReplyCase['expect']) =>
  REPLIES.flatMap((each, n) => (each.expect === expect ? [answering(n)] : []));
export const optedOutHandsets = (): string[] => playing('out');

const confirmations = (messages: Received[]): Received[] =>
  messages.filter(({ from, text }) => from === SHORT_CODE && text.includes("c'est noté"));

/**
 * Thirty handsets answer in thirty ways; each STOP is confirmed once and leaves the address book.
 * @returns ms from the operator's sending of each STOP to its record on the opt-out topic, as a plain consumer saw it
 */
export async function answersCome(stack: RunningStack, cast: Cast, tap: Tap, claims: Claims): Promise<number[]> {
  const sentAt = new Map<string, number>();
  const alreadyOut = tap.on('suppression.opt-outs.v1').length;
  for (const [n, { text }] of REPLIES.entries())
    sentAt.set(answering(n), await reply(stack, answering(n), SHORT_CODE, text));
  for (const e164 of optedOutHandsets()) {
    await until(`${e164} gets its confirmation`, async () =>
      confirmations(await inbox(stack, e164)).length > 0 ? true : undefined,
    );
  }
  for (const e164 of playing('answered')) {
    await until(`${e164} gets an answer`, async () => ((await inbox(stack, e164)).length > 1 ? true : undefined));
  }
  const inboxes = await Promise.all(optedOutHandsets().map((e164) => inbox(stack, e164)));
  claims.equal('confirmations per STOP', [...new Set(inboxes.map((messages) => confirmations(messages).length))], [1]);
  const silent = await Promise.all(playing('nothing').map((e164) => inbox(stack, e164)));
  claims.equal('answers to replies that ask for nothing', silent.flatMap(confirmations).length, 0);
  await leftTheBook(stack, cast, claims);
  return optOutDelays(stack, tap, alreadyOut, sentAt);
}

async function leftTheBook(stack: RunningStack, { book, lorane, panivo }: Cast, claims: Claims): Promise<void> {
  const { campaign, suppression } = stack.services;
  const listed = async (e164: string) => {
    const { items } = await get<{ items: unknown[] }>(
      `${campaign.url}/v1/address-books/${book}/contacts?phone=${encodeURIComponent(e164)}`,
    );
    return items.length;
  };
  const blocked = async (e164: string, advertiserId: string) => {
    const query = new URLSearchParams({ phone: e164, advertiserId });
    return (await get<{ blocked: boolean }>(`${suppression.url}/v1/why-blocked?${query}`)).blocked;
  };
  const gone = optedOutHandsets();
  await until('opted-out numbers leave the address book', async () =>
    (await Promise.all(gone.map(listed))).every((count) => count === 0) ? true : undefined,
  );
  const stays = [...playing('answered'), ...playing('nothing')];
  claims.equal(
    'others still in the address book',
    (await Promise.all(stays.map(listed))).every((count) => count === 1),
    true,
  );
  claims.equal(
    'blocked for Lorane',
    (await Promise.all(gone.map((e164) => blocked(e164, lorane)))).every(Boolean),
    true,
  );
  claims.equal(
    'blocked for Panivo',
    (await Promise.all(gone.map((e164) => blocked(e164, panivo)))).some(Boolean),
    false,
  );
}

/** The operator's instants are of the shown clock, so the tap's are brought to it. */
function optOutDelays({ clock }: RunningStack, tap: Tap, from: number, sentAt: Map<string, number>): number[] {
  const shownAheadMs = Math.round(clockFrom(clock).now() - Date.now());
  const received = new Map(
    tap.on('inbound-mo.received.v1').map(({ key, value }) => [key, sentAt.get(String(value['from']))]),
  );
  return tap
    .on('suppression.opt-outs.v1')
    .slice(from)
    .flatMap(({ key, value, seenAt }) => {
      const at = received.get(key.split(':')[0] ?? '');
      return value?.['state'] === 'out' && at !== undefined ? [seenAt + shownAheadMs - at] : [];
    });
}
