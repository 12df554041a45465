import type { Shown, Violation } from './history';
import { type LinkedHistory, type Sendable, grouped } from './linked-history';

/**
 * A dispatcher that has received nothing for 5 s stops its adverts (docs/design/guarantees.md#g5), so no view can be further
 * behind. One second more for clocks and for what was being written.
 */
export const BLOCKED_WITHIN_MS = 6_000;

interface Advert {
  message: Sendable;
  text: Shown;
}

const advertsOf = (linked: LinkedHistory): Advert[] =>
  [...linked.messages.values()]
    .filter(({ isAdvert }) => isAdvert)
    .flatMap((message) => linked.textsOf(message.messageId).map((text) => ({ message, text })));

/** G4: a message reaches its handset once, and a campaign each handset once. */
export function sentOnce(linked: LinkedHistory): Violation[] {
  const rule = 'submitted at most once';
  const again = [...linked.texts]
    .filter(([, texts]) => texts.length > 1)
    .map(([id, texts]) => ({ rule, id, detail: `the operator took it ${texts.length} times` }));
  const campaigns = grouped(
    advertsOf(linked).filter(({ message }) => message.campaignId !== undefined),
    ({ message }) => `${message.campaignId} ${message.recipientKey}`,
  );
  const twins = [...campaigns.values()]
    .filter((adverts) => new Set(adverts.map(({ message }) => message.messageId)).size > 1)
    .map(([first]) => ({
      rule,
      id: first?.message.messageId ?? '',
      detail: 'a campaign made two adverts for one handset',
    }));
  return [...again, ...twins];
}

/** G4 at a provider over HTTP, which counts what it got a second time, even if no handset shows it. */
export function referencesOnce({ history: { repeatedReferences } }: LinkedHistory): Violation[] {
  if (repeatedReferences === 0) return [];
  const detail = `the provider got ${repeatedReferences} messages under a reference that it had taken`;
  return [{ rule: 'submitted at most once', id: 'references', detail }];
}

/** Every text on a handset is one that was cleared, or an answer to the person. */
export function knownTexts({ fromNowhere }: LinkedHistory): Violation[] {
  return fromNowhere.map(({ recipientKey }) => ({
    rule: 'every text is a message of ours',
    id: recipientKey,
    detail: 'a text on this handset belongs to no cleared message',
  }));
}

/** G3: after a confirmation, no advert of those it spoke for. */
export function noneAfterConfirmation(linked: LinkedHistory): Violation[] {
  const closed = confirmedScopes(linked);
  return advertsOf(linked).flatMap(({ message, text }) => {
    const before = (closed.get(message.recipientKey) ?? []).find(
      ({ scopes, sequence }) => sequence < text.sequence && message.scopes.some((scope) => scopes.has(scope)),
    );
    if (!before) return [];
    const detail = `it left ${text.at - before.at} ms after the confirmation`;
    return [{ rule: 'no advert after the confirmation', id: message.messageId, detail }];
  });
}

interface Closed {
  scopes: Set<string>;
  sequence: number;
  at: number;
}

/** Scopes of each confirmation on the handset, by recipient, and its position in the operator's order. */
function confirmedScopes(linked: LinkedHistory): Map<string, Closed[]> {
  const { service, changes } = linked.history;
  const positionOf = (key: string, position?: { partition: number; offset: string }) =>
    `${key} ${position?.partition} ${position?.offset}`;
  const scopesAt = new Map(
    changes
      .filter(({ change }) => change === 'opted-out')
      .map(({ recipientKey, position, optOuts }) => [
        positionOf(recipientKey, position),
        new Set(optOuts.map(({ scope }) => scope)),
      ]),
  );
  const closed = service
    .filter(({ kind }) => kind === 'confirmation')
    .flatMap(({ messageId, recipientKey, after }) =>
      linked.textsOf(messageId).map(({ sequence, at }) => ({
        recipientKey,
        sequence,
        at,
        scopes: scopesAt.get(positionOf(recipientKey, after)) ?? new Set<string>(),
      })),
    );
  return grouped(closed, ({ recipientKey }) => recipientKey);
}

/** G2: once a STOP is on the opt-out list, adverts of its scope stop. */
export function noneAfterBlock(linked: LinkedHistory): Violation[] {
  return lateAdverts(linked)
    .filter(({ lateMs }) => lateMs > BLOCKED_WITHIN_MS)
    .map(({ messageId, lateMs }) => ({
      rule: 'no advert after the STOP was blocked',
      id: messageId,
      detail: `it left ${lateMs} ms after the opt-out was on the topic`,
    }));
}

/**
 * G2, before that: once the operator has our answer to a STOP, no advert leaves, whoever is away that would read or list it. All
 * advertisers of a run share the code that is texted: until it is listed against whom the STOP was, it may be any of them.
 */
export function noneAfterStop(linked: LinkedHistory): Violation[] {
  return advertsAfterStop(linked)
    .filter(({ lateMs }) => lateMs > BLOCKED_WITHIN_MS)
    .map(({ messageId, lateMs }) => ({
      rule: 'no advert after the answer to the STOP',
      id: messageId,
      detail: `it left ${lateMs} ms after the operator had our answer to the STOP`,
    }));
}

/**
 * G5: no advert leaves a dispatcher that has received nothing for 5 s, on any partition. What it received is on the topic
 * before: from the outside it can only look fresher than it was. A text that has begun is finished, so its first part counts.
 */
export function noneUnseeing(linked: LinkedHistory): Violation[] {
  const beats = [...grouped(linked.history.heartbeats, ({ key }) => key).values()].map((of) =>
    of.map(({ at }) => at).sort((a, b) => a - b),
  );
  return advertsOf(linked).flatMap(({ message, text }) => {
    const silentMs = Math.max(...beats.map((of) => text.begunAt - lastUntil(of, text.begunAt)));
    if (silentMs <= BLOCKED_WITHIN_MS) return [];
    const detail = `it left ${silentMs} ms after the last heartbeat of a partition`;
    return [{ rule: 'no advert without heartbeats', id: message.messageId, detail }];
  });
}

/** The last of the sorted instants that is not after this one. */
function lastUntil(instants: readonly number[], at: number): number {
  let [from, to] = [0, instants.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((instants[middle] as number) <= at) from = middle + 1;
    else to = middle;
  }
  return instants[from - 1] ?? -Infinity;
}

/** Adverts that left after the record of an opt-out that blocks them, by how much. */
export function lateAdverts(linked: LinkedHistory): { messageId: string; lateMs: number }[] {
  const outSince = new Map<string, number>();
  for (const { recipientKey, scope, state, writtenAt } of linked.history.optOuts) {
    const key = `${recipientKey} ${scope}`;
    if (state === 'out' && !outSince.has(key)) outSince.set(key, writtenAt);
  }
  return advertsOf(linked).flatMap(({ message, text }) => {
    const since = message.scopes.flatMap((scope) => outSince.get(`${message.recipientKey} ${scope}`) ?? []);
    const lateMs = text.at - Math.min(...since);
    return lateMs > 0 ? [{ messageId: message.messageId, lateMs }] : [];
  });
}

/** Adverts that left after the operator had our answer to a STOP of their recipient, by how much. */
export function advertsAfterStop(linked: LinkedHistory): { messageId: string; lateMs: number }[] {
  const answeredAt = new Map<string, number>();
  for (const { recipientKey, isStop, acknowledgedAt } of linked.history.said) {
    if (!isStop || acknowledgedAt === null) continue;
    answeredAt.set(recipientKey, Math.min(acknowledgedAt, answeredAt.get(recipientKey) ?? Infinity));
  }
  const listed = grouped(
    linked.history.optOuts.filter(({ state }) => state === 'out'),
    ({ recipientKey }) => recipientKey,
  );
  return advertsOf(linked).flatMap(({ message, text }) => {
    const optOuts = listed.get(message.recipientKey) ?? [];
    const isOfAnother = !optOuts.some(({ scope }) => message.scopes.includes(scope));
    if (isOfAnother && optOuts.some(({ writtenAt }) => writtenAt < text.at)) return [];
    const lateMs = text.at - (answeredAt.get(message.recipientKey) ?? Infinity);
    return lateMs > 0 ? [{ messageId: message.messageId, lateMs }] : [];
  });
}
