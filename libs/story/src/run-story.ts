import { randomUUID } from 'node:crypto';
import type { RunningStack } from '@stopsms/local-stack';
import { answersCome, confirmedOnce } from './answers';
import { get, post } from './api';
import { type CampaignRun, brokenSums, latestCounts, refusedCampaign, runCampaign, unforeseen } from './campaigns';
import { type Cast, assemble } from './cast';
import { Claims } from './claims';
import { IMPORTED, WITHOUT_CONSENT } from './contacts';
import { inboxOf, operatorActivity } from './handsets';
import { type Spread, spread } from './measure';
import { REPLIES } from './replies';
import { storyTable } from './story-table';
import { Tap } from './tap';
import { unsubscribeByPage } from './unsubscribe-page';
import { Waits } from './until';

const OFFER = 'Bonjour {{first_name}}, -30% sur les manteaux chez Brisane ce samedi.';
/** Few topics, so that the instants a record arrives are not those of this process's own queue. */
const TAPPED = ['inbound-mo.received.v1', 'suppression.opt-outs.v1'];

export interface Story {
  ok: boolean;
  cast: Cast;
  /** Person who opted out on the unsubscribe page. */
  pageVisitor: string | undefined;
  campaigns: { first: CampaignRun; second: CampaignRun; panivo: CampaignRun };
  /** Messages asked for one by one. */
  messages: { appointment: string; disguised: string; fromElsewhere: string; toOptedOut: string };
  stopToBlockedMs: Spread;
  claims: Claims;
}

/** Context of each act. */
interface StoryContext {
  claims: Claims;
  waits: Waits;
  print: (line: string) => void;
}

/**
 * Plays section by section what STOP SMS is for, on the running stack, and prints what happened. Whatever was done on its
 * data before, and is under way, makes no difference.
 * @throws StoryStopped, or ApiError of a route that should have worked
 */
export async function runStory(stack: RunningStack, print: (line: string) => void): Promise<Story> {
  const claims = new Claims();
  const waits = new Waits({ say: print, signOfLife: () => operatorActivity(stack) });
  const context = { claims, waits, print };
  const tap = new Tap(stack.kafka.bootstrap);
  await tap.start(TAPPED);
  try {
    const cast = await assemble(stack, claims);
    const campaigns = await firstActs(stack, cast, context);
    const delays = await answersCome(stack, cast, tap, context);
    const stopToBlockedMs = spread(delays);
    const pageVisitor = await unsubscribeByPage(stack, cast, context);
    const later = await lastActs(stack, cast, context);
    const messages = await singleMessages(stack, cast, tap, context);
    await confirmedOnce(stack, cast, claims);
    const runs = await withLatestCounts(stack, { ...campaigns, ...later });
    for (const sentence of Object.values(runs).flatMap(brokenSums)) claims.equal(sentence, false, true);
    claims.equal('campaigns did what their preflights said', Object.values(runs).flatMap(unforeseen).join('; '), '');
    claims.equal(
      'opt-outs counted for the campaign they answered',
      runs.first.counts.optedOut,
      cast.people.playing('out').length + 1,
    );
    const ok = claims.broken.length === 0;
    storyTable(Object.values(runs), claims, stopToBlockedMs).forEach(print);
    return { ok, cast, pageVisitor, campaigns: runs, messages, stopToBlockedMs, claims };
  } finally {
    await tap.stop();
  }
}

/** Opt-outs come after their campaign has ended. */
async function withLatestCounts(stack: RunningStack, runs: Story['campaigns']): Promise<Story['campaigns']> {
  const latest = await Promise.all(
    Object.entries(runs).map(async ([name, run]) => [name, await latestCounts(stack, run)] as const),
  );
  return Object.fromEntries(latest) as Story['campaigns'];
}

async function firstActs(stack: RunningStack, cast: Cast, context: StoryContext) {
  const { brisane, book, code, people } = cast;
  const { claims } = context;
  const order = { advertiserId: brisane, addressBookId: book, category: 'marketing' as const, text: OFFER };
  const bare = await refusedCampaign(stack, { ...order, mention: 'require' });
  claims.equal('an advert without mention is not started', bare, 'MENTION_MISSING');
  const first = await runCampaign(stack, 'advert with mention', { ...order, mention: 'insert' }, context);
  claims.equal('with mention: refused, no consent', first.counts.refused, WITHOUT_CONSENT);
  claims.equal(
    'with mention: left, or held until it is day there',
    first.counts.cleared + first.counts.held,
    IMPORTED - WITHOUT_CONSENT,
  );
  claims.equal('with mention: delivered', first.counts.delivered, first.counts.cleared);
  const texts = await Promise.all(REPLIES.map((_, n) => inboxOf(stack, cast, people.answering(n))));
  claims.equal(
    'adverts on 30 handsets, each ending with the mention',
    texts.every(([advert, ...more]) => advert?.text.endsWith(` STOP ${code}`) && more.length === 0),
    true,
  );
  return { first };
}

async function lastActs(stack: RunningStack, cast: Cast, context: StoryContext) {
  const { brisane, panivo, book, people } = cast;
  const { claims } = context;
  const gone = people.playing('out');
  const before = await advertsOf(stack, cast, gone);
  const order = {
    advertiserId: brisane,
    addressBookId: book,
    category: 'marketing' as const,
    text: OFFER,
    mention: 'insert' as const,
  };
  const second = await runCampaign(stack, 'second advert', order, context);
  claims.equal('second advert: recipients left in the book', second.counts.recipients, IMPORTED - gone.length - 1);
  claims.equal('second advert: delivered', second.counts.delivered, second.counts.cleared);
  claims.equal('adverts to opted-out handsets since their STOP', (await advertsOf(stack, cast, gone)) - before, 0);

  const { url } = stack.services.campaign;
  const { id: orders } = await post<{ id: string }>(`${url}/v1/address-books`, {
    advertiserId: panivo,
    name: 'Commandes',
  });
  await post(
    `${url}/v1/address-books/${orders}/contacts?withoutConsent=true`,
    gone.map((phone) => ({ phone })),
  );
  const pickup = {
    advertiserId: panivo,
    addressBookId: orders,
    category: 'informative' as const,
    text: 'Panivo : votre commande 4521 est prête au comptoir.',
  };
  const ready = await runCampaign(stack, 'Panivo, informative', pickup, context);
  claims.equal('Panivo, informative: delivered to those who left Brisane', ready.counts.delivered, gone.length);
  return { second, panivo: ready };
}

async function advertsOf(stack: RunningStack, cast: Cast, handsets: string[]): Promise<number> {
  const inboxes = await Promise.all(handsets.map((e164) => inboxOf(stack, cast, e164)));
  return inboxes.flat().filter(({ text }) => text.includes('-30%')).length;
}

async function singleMessages(
  stack: RunningStack,
  { brisane, code, people }: Cast,
  tap: Tap,
  { claims, waits }: StoryContext,
): Promise<Story['messages']> {
  const { url } = stack.services.campaign;
  const [optedOut = ''] = people.playing('out');
  const unit = async (to: string, text: string) => {
    const message = { advertiserId: brisane, category: 'informative', to, text };
    return (await post<{ id: string }>(`${url}/v1/messages`, message)).id;
  };
  const elsewhere = async (to: string, category: string, text: string) => {
    const id = randomUUID();
    await tap.publish('sms.requested.v1', id, { id, advertiserId: brisane, category, to, text });
    return id;
  };
  const messages = {
    appointment: await unit(optedOut, 'Brisane : rappel, RDV retouche mardi 10h.'),
    disguised: await unit(people.handset(900), 'Info : -40% sur toute la boutique ce soir, profitez-en !'),
    fromElsewhere: await elsewhere(people.handset(901), 'informative', 'Brisane : votre commande 70214 est expédiée.'),
    toOptedOut: await elsewhere(optedOut, 'marketing', `Brisane : -30% demain. STOP ${code}`),
  };
  const ends = async (id: string) =>
    waits.until(`message ${id} comes to its end`, async () => {
      const { state } = await get<{ state: string }>(`${url}/v1/messages/${id}`);
      return ['delivered', 'refused', 'blocked', 'failed'].includes(state) ? state : undefined;
    });
  claims.equal('appointment to an opted-out number', await ends(messages.appointment), 'delivered');
  claims.equal('an offer declared informative', await ends(messages.disguised), 'refused');
  claims.equal('published straight to Kafka by another service', await ends(messages.fromElsewhere), 'delivered');
  claims.equal(
    'an advert to an opted-out number',
    ['refused', 'blocked'].includes(await ends(messages.toOptedOut)),
    true,
  );
  return messages;
}
