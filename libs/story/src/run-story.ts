import { randomUUID } from 'node:crypto';
import type { RunningStack } from '@stopsms/local-stack';
import { answering, answersCome, optedOutHandsets } from './answers';
import { get, post } from './api';
import { type CampaignRun, brokenSums, latestCounts, runCampaign } from './campaigns';
import { type Cast, SHORT_CODE, assemble } from './cast';
import { Claims } from './claims';
import { IMPORTED, WITHOUT_CONSENT, handset } from './contacts';
import { inbox } from './handsets';
import { type Spread, spread } from './measure';
import { REPLIES } from './replies';
import { storyTable } from './story-table';
import { Tap } from './tap';
import { unsubscribeByPage } from './unsubscribe-page';
import { until } from './until';

const OFFER = 'Bonjour {{first_name}}, -30% sur les manteaux chez Lorane ce samedi.';
/** Few topics, so that the instants a record arrives are not those of this process's own queue. */
const TAPPED = ['inbound-mo.received.v1', 'suppression.opt-outs.v1'];

export interface Story {
  ok: boolean;
  cast: Cast;
  /** Who opted out on the unsubscribe page. */
  pageVisitor: string | undefined;
  campaigns: { bare: CampaignRun; first: CampaignRun; second: CampaignRun; panivo: CampaignRun };
  /** Messages asked for one by one. */
  messages: { appointment: string; disguised: string; fromElsewhere: string; toOptedOut: string };
  stopToBlockedMs: Spread;
  claims: Claims;
}

/** Plays section by section what STOP SMS is for, on the running stack, and prints what happened. */
export async function runStory(stack: RunningStack, print: (line: string) => void): Promise<Story> {
  const claims = new Claims();
  const tap = new Tap(stack.kafka.bootstrap);
  await tap.start(TAPPED);
  try {
    const cast = await assemble(stack, claims);
    const campaigns = await firstActs(stack, cast, claims, print);
    const delays = await answersCome(stack, cast, tap, claims);
    const stopToBlockedMs = spread(delays);
    const pageVisitor = await unsubscribeByPage(stack, cast, claims);
    const later = await lastActs(stack, cast, claims, print);
    const messages = await singleMessages(stack, cast, tap, claims);
    const runs = await withLatestCounts(stack, { ...campaigns, ...later });
    for (const sentence of Object.values(runs).flatMap(brokenSums)) claims.equal(sentence, false, true);
    claims.equal(
      'opt-outs counted for the campaign they answered',
      runs.first.counts.optedOut,
      optedOutHandsets().length + 1,
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

async function firstActs(stack: RunningStack, { lorane, book }: Cast, claims: Claims, print: (line: string) => void) {
  const order = { advertiserId: lorane, addressBookId: book, category: 'marketing' as const, text: OFFER };
  const bare = await runCampaign(stack, 'advert without mention', { ...order, mention: 'require' }, print);
  claims.equal('without mention: refused', bare.counts.refused, IMPORTED);
  const first = await runCampaign(stack, 'advert with mention', { ...order, mention: 'insert' }, print);
  claims.equal('with mention: refused, no consent', first.counts.refused, WITHOUT_CONSENT);
  claims.equal(
    'with mention: left, or held until it is day there',
    first.counts.cleared + first.counts.held,
    IMPORTED - WITHOUT_CONSENT,
  );
  claims.equal('with mention: delivered', first.counts.delivered, first.counts.cleared);
  const texts = await Promise.all(REPLIES.map((_, n) => inbox(stack, answering(n))));
  claims.equal(
    'adverts on 30 handsets, each ending with the mention',
    texts.every(([advert, ...more]) => advert?.text.endsWith(` STOP ${SHORT_CODE}`) && more.length === 0),
    true,
  );
  return { bare, first };
}

async function lastActs(stack: RunningStack, cast: Cast, claims: Claims, print: (line: string) => void) {
  const { lorane, panivo, book } = cast;
  const gone = optedOutHandsets();
  const before = await advertsOf(stack, gone);
  const order = {
    advertiserId: lorane,
    addressBookId: book,
    category: 'marketing' as const,
    text: OFFER,
    mention: 'insert' as const,
  };
  const second = await runCampaign(stack, 'second advert', order, print);
  claims.equal('second advert: recipients left in the book', second.counts.recipients, IMPORTED - gone.length - 1);
  claims.equal('second advert: delivered', second.counts.delivered, second.counts.cleared);
  claims.equal('adverts to opted-out handsets since their STOP', (await advertsOf(stack, gone)) - before, 0);

  const { url } = stack.services.campaign;
  const { id: orders } = await post<{ id: string }>(`${url}/v1/address-books`, {
    advertiserId: panivo,
    name: 'Commandes',
  });
  await post(
    `${url}/v1/address-books/${orders}/contacts`,
    gone.map((phone) => ({ phone })),
  );
  const pickup = {
    advertiserId: panivo,
    addressBookId: orders,
    category: 'informative' as const,
    text: 'Panivo : votre commande 4521 est prête au comptoir.',
  };
  const ready = await runCampaign(stack, 'Panivo, informative', pickup, print);
  claims.equal('Panivo, informative: delivered to those who left Lorane', ready.counts.delivered, gone.length);
  return { second, panivo: ready };
}

async function advertsOf(stack: RunningStack, handsets: string[]): Promise<number> {
  const inboxes = await Promise.all(handsets.map((e164) => inbox(stack, e164)));
  return inboxes.flat().filter(({ text }) => text.includes('-30%')).length;
}

async function singleMessages(
  stack: RunningStack,
  { lorane }: Cast,
  tap: Tap,
  claims: Claims,
): Promise<Story['messages']> {
  const { url } = stack.services.campaign;
  const [optedOut = ''] = optedOutHandsets();
  const unit = async (to: string, text: string) => {
    const message = { advertiserId: lorane, category: 'informative', to, text };
    return (await post<{ id: string }>(`${url}/v1/messages`, message)).id;
  };
  const elsewhere = async (to: string, category: string, text: string) => {
    const id = randomUUID();
    await tap.publish('sms.requested.v1', id, { id, advertiserId: lorane, category, to, text });
    return id;
  };
  const messages = {
    appointment: await unit(optedOut, 'Lorane : rappel, RDV retouche mardi 10h.'),
    disguised: await unit(handset(900), 'Info : -40% sur toute la boutique ce soir, profitez-en !'),
    fromElsewhere: await elsewhere(handset(901), 'informative', 'Lorane : votre commande 70214 est expédiée.'),
    toOptedOut: await elsewhere(optedOut, 'marketing', `Lorane : -30% demain. STOP ${SHORT_CODE}`),
  };
  const ends = async (id: string) =>
    until(`message ${id} comes to an end`, async () => {
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
