import { type EvidenceWords, scopeIn } from './evidence-words';
import type { PersonRecord } from './person-record';
import { optOutCauseOf } from '../opt-outs/opt-out-cause';

/** Kinds of entries. Within a second, a cause comes before its effect, and this is their order. */
const CAUSES_FIRST = ['consent', 'advert', 'request', 'opt-out', 'consequence', 'answer', 'push'] as const;

interface TimelineEntry {
  /** ISO 8601. */
  at: string;
  kind: (typeof CAUSES_FIRST)[number];
  words: string;
}

const SECOND_MS = 1_000;

/** States of a message that an opt-out may have caused. */
const NEVER_SENT: ReadonlySet<string> = new Set(['refused', 'blocked']);

const quoted = (text: string | null | undefined): string => (text ? `« ${text} » ` : '');

/** All that happened, first to last, in sentences. @param nameOf - what an advertiser is called */
export function timelineOf(
  known: PersonRecord,
  words: EvidenceWords,
  nameOf: (advertiserId: string) => string,
): TimelineEntry[] {
  const how = (source: string) => words.how[source] ?? source;
  const answers = new Map(known.confirmations.map(({ messageId, state }) => [messageId, state]));
  const messages = known.messages.filter(({ id }) => !answers.has(id));
  // The service that tracks the message knows its latest state.
  for (const { id, state } of known.messages) if (answers.has(id)) answers.set(id, state);
  const entries: TimelineEntry[] = [
    ...known.consents.flatMap(({ advertiserId, source, wording, grantedAt, chain }) => [
      { at: grantedAt, kind: 'consent' as const, words: words.granted(nameOf(advertiserId), source, wording) },
      ...chain
        .filter(({ status }) => status !== 'granted')
        .map(({ at, status }) => ({
          at,
          kind: 'consequence' as const,
          words: (status === 'withdrawn' ? words.withdrawn : words.regranted)(nameOf(advertiserId)),
        })),
    ]),
    ...messages.map(({ advertiserId, category, state, code, createdAt, timeline }): TimelineEntry => ({
      at: timeline.find(({ event }) => event === state)?.at ?? createdAt,
      kind: advertiserId === undefined ? 'answer' : NEVER_SENT.has(state) ? 'consequence' : 'advert',
      words: words.message(
        advertiserId === undefined ? 'STOP SMS' : nameOf(advertiserId),
        category === undefined ? words.service : (words.category[category] ?? category),
        words.states[state] ?? state,
        code === undefined ? '' : ` (${code})`,
      ),
    })),
    ...known.replies.map(({ channel, code, text, tier, receivedAt }) => ({
      at: receivedAt,
      kind: 'request' as const,
      words: words.reply(channel, code, quoted(text), words.tiers[tier] ?? tier),
    })),
    ...known.changes.map(({ change, scope, source, reason, by, at }) => ({
      at,
      kind: 'opt-out' as const,
      words: words.changed(
        words.change[change] ?? change,
        scopeIn(words, scope, nameOf),
        (change === 'returned' ? words.howBack[source] : undefined) ?? how(source),
        [reasonIn(words, reason), by]
          .filter(Boolean)
          .map((part) => `, ${part}`)
          .join(''),
      ),
    })),
    ...known.confirmations.map(({ messageId, text, state: reported, at }) => {
      const state = answers.get(messageId) ?? reported;
      return { at, kind: 'answer' as const, words: words.confirmation(quoted(text), words.states[state] ?? state) };
    }),
    ...known.pushes.map(({ source, wanted, state, queuedAt, endedAt }) => ({
      at: endedAt ?? queuedAt,
      kind: 'push' as const,
      words: words.pushed(source, wanted, words.pushStates[state] ?? state),
    })),
    ...known.complaints.map(({ source, sender, text, receivedAt }) => ({
      at: receivedAt,
      kind: 'request' as const,
      words: words.complaint(source, sender, text ? ` : « ${text} »` : ''),
    })),
    ...known.erasures.map(({ scope, requestedBy, at }) => ({
      at,
      kind: 'request' as const,
      words: words.erasure(scopeIn(words, scope, nameOf), requestedBy),
    })),
  ];
  return entries.sort(byCause);
}

/** Compares by second, which is what the file shows; then the cause before its effect. */
function byCause(one: TimelineEntry, other: TimelineEntry): number {
  const [before, after] = [Date.parse(one.at), Date.parse(other.at)];
  return (
    Math.floor(before / SECOND_MS) - Math.floor(after / SECOND_MS) ||
    CAUSES_FIRST.indexOf(one.kind) - CAUSES_FIRST.indexOf(other.kind) ||
    before - after
  );
}

/** A reason that services record is in the language of the file; what a person wrote is as written. */
function reasonIn(words: EvidenceWords, reason: string | null): string | null {
  const cause = reason === null ? undefined : optOutCauseOf(reason);
  return cause ? words.cause(cause) : reason;
}
