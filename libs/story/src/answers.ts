import { clockFrom } from '@stopsms/kernel';
import { type RunningStack, traitsOf } from '@stopsms/local-stack';
import { post } from './api';
import type { Cast } from './cast';
import type { Claims } from './claims';
import { type Received, inboxOf, reply } from './handsets';
import { REPLIES, textOf } from './replies';
import type { Tap } from './tap';
import type { Waits } from './until';

/** A provider that answers STOP itself does so in English. */
const THEIRS = 'You have successfully been unsubscribed';

const confirmations = (messages: Received[], { answersFrom }: Cast): Received[] =>
  messages.filter(({ from, text }) => from === answersFrom && (text.includes("c'est noté") || text.startsWith(THEIRS)));

/**
 * Thirty handsets answer in thirty ways; each STOP is confirmed once and leaves the address book.
 * @returns ms from the operator's sending of each STOP to its record on the opt-out topic, as a plain consumer saw it
 */
export async function answersCome(
  stack: RunningStack,
  cast: Cast,
  tap: Tap,
  { claims, waits }: { claims: Claims; waits: Waits },
): Promise<number[]> {
  const { people, code } = cast;
  const inbox = (e164: string) => inboxOf(stack, cast, e164);
  const sentAt = new Map<string, number>();
  for (const [n, each] of REPLIES.entries())
    sentAt.set(people.answering(n), await reply(stack, people.answering(n), code, textOf(each, code)));
  for (const e164 of people.playing('out')) {
    await waits.until(`the person at ${e164} gets the confirmation of a STOP`, async () =>
      confirmations(await inbox(e164), cast).length > 0 ? true : undefined,
    );
  }
  for (const e164 of people.playing('answered')) {
    await waits.until(`the person at ${e164} gets an answer`, async () =>
      (await inbox(e164)).length > 1 ? true : undefined,
    );
  }
  const silent = await Promise.all(people.playing('nothing').map((e164) => inbox(e164)));
  claims.equal(
    'answers to replies that ask for nothing',
    silent.flatMap((messages) => confirmations(messages, cast)).length,
    0,
  );
  await leftTheBook(stack, cast, { claims, waits });
  return blockDelays(stack, cast, tap, sentAt);
}

/** Late enough to see a second confirmation of the same STOP. */
export async function confirmedOnce(stack: RunningStack, cast: Cast, claims: Claims): Promise<void> {
  const inboxes = await Promise.all(cast.people.playing('out').map((e164) => inboxOf(stack, cast, e164)));
  const confirmed = inboxes.map((messages) => confirmations(messages, cast));
  claims.equal('confirmations per STOP', [...new Set(confirmed.map(({ length }) => length))], [1]);
  const { provider } = stack;
  const words = provider && traitsOf(provider).confirms;
  if (!words) return;
  const theirs = confirmed.flat().filter(({ text }) => text.startsWith(THEIRS));
  const stops = REPLIES.filter(({ text }) => words.includes(text.trim().toUpperCase()));
  claims.equal(`STOPs that ${provider} confirms itself, so that we do not`, theirs.length, stops.length);
}

async function leftTheBook(
  stack: RunningStack,
  { book, brisane, panivo, people }: Cast,
  { claims, waits }: { claims: Claims; waits: Waits },
): Promise<void> {
  const { campaign, suppression } = stack.services;
  const listed = async (e164: string) => {
    const search = `${campaign.url}/v1/address-books/${book}/contacts/search`;
    const { items } = await post<{ items: unknown[] }>(search, { phone: e164 });
    return items.length;
  };
  const blocked = async (e164: string, advertiserId: string) => {
    const url = `${suppression.url}/v1/why-blocked`;
    return (await post<{ blocked: boolean }>(url, { phone: e164, advertiserId })).blocked;
  };
  const gone = people.playing('out');
  await waits.until('opted-out numbers leave the address book', async () =>
    (await Promise.all(gone.map(listed))).every((count) => count === 0) ? true : undefined,
  );
  const stays = [...people.playing('answered'), ...people.playing('nothing')];
  claims.equal(
    'others still in the address book',
    (await Promise.all(stays.map(listed))).every((count) => count === 1),
    true,
  );
  claims.equal(
    'blocked for Brisane',
    (await Promise.all(gone.map((e164) => blocked(e164, brisane)))).every(Boolean),
    true,
  );
  claims.equal(
    'blocked for Panivo',
    (await Promise.all(gone.map((e164) => blocked(e164, panivo)))).some(Boolean),
    false,
  );
}

/**
 * Time from a STOP to the record from which dispatchers send no advert. The operator's instants are of the simulated clock, so the
 * consumer's are converted to it.
 */
function blockDelays({ clock }: RunningStack, cast: Cast, tap: Tap, sentAt: Map<string, number>): number[] {
  const shownAheadMs = Math.round(clockFrom(clock).now() - Date.now());
  const out = tap.on('suppression.opt-outs.v1').filter(({ value }) => value?.['state'] === 'out');
  const listed = new Set(out.map(({ key }) => key));
  return tap.on('inbound-mo.received.v1').flatMap(({ key, value, seenAt }) => {
    const at = sentAt.get(String(value['from']));
    // A provider may name the message that is answered, and no code.
    const isHere = value['to'] === cast.code || value['to'] === '';
    const isStop = isHere && listed.has(`${key}:${cast.brisane}`);
    return isStop && at !== undefined ? [seenAt + shownAheadMs - at] : [];
  });
}
