import { type MoReceived, optOuts as optOutTopic, optOutKey } from '@stopsms/contracts';
import type { Said, Violation } from './history';
import { type LinkedHistory, grouped } from './linked-history';

const OPTS_OUT = new Set(['exact', 'clear', 'likely']);

/** A return of within this does not end an opt-out. */
const STOP_WINS_MS = 5_000;

/** G1: a STOP that was acknowledged is durable, was read, and put its writer on the list, on the topic and in the API. */
export function noStopLost({ history }: LinkedHistory): Violation[] {
  const rule = 'no STOP is lost';
  const received = grouped(history.received, ({ recipientKey }) => recipientKey);
  const acknowledged = grouped(
    history.said.filter(({ acknowledgedAt }) => acknowledgedAt !== null),
    ({ recipientKey }) => recipientKey,
  );
  const missing = [...acknowledged].flatMap(([id, said]) => {
    const durable = new Set((received.get(id) ?? []).map(({ moId }) => moId)).size;
    const detail = `${said.length} replies were acknowledged and ${durable} are durable`;
    return durable < said.length ? [{ rule, id, detail }] : [];
  });
  return [
    ...missing,
    ...unclassified(history).map((id) => ({ rule, id, detail: 'durable, but never classified' })),
    ...unlisted(history),
  ];
}

/** Each text has a reply of its own, unless it only repeats one: a STOP does so while nothing can have ended the first. */
function unclassified({ received, replies }: LinkedHistory['history']): string[] {
  const read = new Map(replies.map((reply) => [reply.replyId, reply]));
  const byRetryKey = grouped(received, ({ retryKey, moId }) => retryKey ?? moId);
  const missing = received.filter(
    (mo) =>
      !read.has(mo.moId) &&
      !(byRetryKey.get(mo.retryKey ?? mo.moId) ?? []).some((other) => {
        const first = read.get(other.moId);
        return first && (!OPTS_OUT.has(first.tier) || acceptedAt(mo) - acceptedAt(other) <= STOP_WINS_MS);
      }),
  );
  return [...new Set(missing.map(({ moId }) => moId))];
}

const acceptedAt = (mo: MoReceived): number => mo.acceptedAt ?? mo.receivedAt;

function unlisted(history: LinkedHistory['history']): Violation[] {
  const listed = new Set(
    history.listed
      .filter(({ state }) => state === 'out')
      .map(({ recipientKey, scope }) => optOutKey(recipientKey, scope)),
  );
  const written = new Set(history.optOuts.map(({ recipientKey, scope }) => optOutKey(recipientKey, scope)));
  const cameBack = new Set(lastActs(history).flatMap(({ recipientKey, isStop }) => (isStop ? [] : [recipientKey])));
  const wanted = history.replies
    .filter(({ tier }) => OPTS_OUT.has(tier))
    .flatMap(({ recipientKey, advertisers, everyAdvertiser }) => {
      const everyone = everyAdvertiser || advertisers.length === 0;
      const scopes = everyone ? ['*'] : advertisers.map(({ advertiserId }) => advertiserId);
      return scopes.map((scope) => optOutKey(recipientKey, scope));
    });
  return [...new Set(wanted)].flatMap((key) => {
    const nowhere = [
      ...(written.has(key) ? [] : [optOutTopic.name]),
      ...(listed.has(key) || cameBack.has(key.slice(0, key.indexOf(':'))) ? [] : ['the list of suppression']),
    ];
    if (nowhere.length === 0) return [];
    return [{ rule: 'no STOP is lost', id: key, detail: `read as a STOP, yet not on ${nowhere.join(' nor on ')}` }];
  });
}

/**
 * G1: on a code that several advertisers share, a STOP is for each whose advert its writer had, also if nobody had reported yet that it
 * left. Tries are durable before they are made, so that is known.
 */
export function stopIsForSenders(linked: LinkedHistory): Violation[] {
  const texted = grouped(
    [...linked.messages.values()].filter(({ isAdvert }) => isAdvert),
    ({ recipientKey }) => recipientKey,
  );
  return linked.history.replies
    .filter(({ tier, everyAdvertiser }) => OPTS_OUT.has(tier) && !everyAdvertiser)
    .flatMap((reply) => {
      const isMeant = (scopes: readonly string[]) =>
        reply.advertisers.some(({ advertiserId }) => scopes.includes(advertiserId));
      const missed = (texted.get(reply.recipientKey) ?? []).filter(
        ({ messageId, scopes }) =>
          !isMeant(scopes) && linked.textsOf(messageId).some(({ at }) => at < (reply.acceptedAt ?? reply.receivedAt)),
      );
      return missed.map(({ messageId }) => ({
        rule: 'a STOP is for who texted',
        id: messageId,
        detail: `its recipient answered STOP, and reply ${reply.replyId} is for others alone`,
      }));
    });
}

/** A person whose last request was STOP is out: an earlier return does not end a later opt-out. */
export function lastStopCounts({ history }: LinkedHistory): Violation[] {
  const out = new Set(history.listed.filter(({ state }) => state === 'out').map(({ recipientKey }) => recipientKey));
  return lastActs(history)
    .filter(({ isStop, recipientKey }) => isStop && !out.has(recipientKey))
    .map(({ recipientKey }) => ({
      rule: 'the last STOP counts',
      id: recipientKey,
      detail: 'the last that this handset asked is to stop, and it is not on the list',
    }));
}

/** Last acknowledged STOP or START of each handset. */
function lastActs({ said }: LinkedHistory['history']): Said[] {
  const acts = said
    .filter(({ isStop, isStart, acknowledgedAt }) => (isStop || isStart) && acknowledgedAt !== null)
    .sort((a, b) => Number(a.acknowledgedAt) - Number(b.acknowledgedAt));
  return [...new Map(acts.map((act) => [act.recipientKey, act])).values()];
}

/** Nobody is out, or was blocked, without having said so. */
export function noneOutUnasked(linked: LinkedHistory): Violation[] {
  const { said, visitors = [], listed, optOuts, statuses } = linked.history;
  const stops = said.filter(({ isStop }) => isStop).map(({ recipientKey }) => recipientKey);
  const stopped = new Set([...stops, ...visitors]);
  const rule = 'only who said STOP is out';
  const out = new Set(optOuts.map(({ recipientKey, scope }) => optOutKey(recipientKey, scope)));
  const unasked = listed
    .filter(({ recipientKey }) => !stopped.has(recipientKey))
    .map(({ recipientKey }) => ({ rule, id: recipientKey, detail: 'listed, but this handset wrote no STOP' }));
  const blocked = statuses
    .filter(({ status }) => status === 'blocked')
    .filter(({ messageId, recipientKey }) => {
      const scopes = linked.messages.get(messageId)?.scopes ?? [];
      return !scopes.some((scope) => out.has(optOutKey(recipientKey, scope)));
    })
    .map(({ messageId }) => ({ rule, id: messageId, detail: 'blocked with no opt-out that concerns it' }));
  return [...unasked, ...blocked];
}

/** Every dispatcher's view holds the list, no more and no less, and is believed. */
export function viewsAgree({ history }: LinkedHistory): Violation[] {
  const out = history.listed.filter(({ state }) => state === 'out').length;
  return history.views
    .filter(({ entries, ready }) => entries !== out || !ready)
    .map(({ name, entries, ready }) => ({
      rule: 'every view holds the list',
      id: name,
      detail: `${entries} entries where ${out} are out${ready ? '' : '; not ready'}`,
    }));
}
