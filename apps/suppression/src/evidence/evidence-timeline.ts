import { type EvidenceWords, scopeIn } from './evidence-words';
import type { PersonRecord } from './person-record';
import { optOutCauseOf } from '../opt-outs/opt-out-cause';

interface TimelineEntry {
  /** ISO 8601. */
  at: string;
  words: string;
}

const quoted = (text: string | null | undefined): string => (text ? `« ${text} » ` : '');

/** All that happened, first to last, in sentences. @param nameOf - what an advertiser is called */
export function timelineOf(
  known: PersonRecord,
  words: EvidenceWords,
  nameOf: (advertiserId: string) => string,
): TimelineEntry[] {
  const how = (source: string) => words.how[source] ?? source;
  const entries: TimelineEntry[] = [
    ...known.consents.flatMap(({ advertiserId, source, wording, grantedAt, chain }) => [
      { at: grantedAt, words: words.granted(nameOf(advertiserId), source, wording) },
      ...chain
        .filter(({ status }) => status !== 'granted')
        .map(({ at, status }) => ({
          at,
          words: (status === 'withdrawn' ? words.withdrawn : words.regranted)(nameOf(advertiserId)),
        })),
    ]),
    ...known.messages.map(({ advertiserId, category, state, code, createdAt, timeline }) => ({
      at: timeline.find(({ event }) => event === state)?.at ?? createdAt,
      words: words.message(
        advertiserId === undefined ? 'STOP SMS' : nameOf(advertiserId),
        category === undefined ? words.service : (words.category[category] ?? category),
        words.states[state] ?? state,
        code === undefined ? '' : ` (${code})`,
      ),
    })),
    ...known.replies.map(({ channel, code, text, tier, receivedAt }) => ({
      at: receivedAt,
      words: words.reply(channel, code, quoted(text), words.tiers[tier] ?? tier),
    })),
    ...known.changes.map(({ change, scope, source, reason, by, at }) => ({
      at,
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
    ...known.confirmations.map(({ text, state, at }) => ({
      at,
      words: words.confirmation(quoted(text), words.states[state] ?? state),
    })),
    ...known.pushes.map(({ source, wanted, state, queuedAt, endedAt }) => ({
      at: endedAt ?? queuedAt,
      words: words.pushed(source, wanted, words.pushStates[state] ?? state),
    })),
    ...known.complaints.map(({ source, sender, text, receivedAt }) => ({
      at: receivedAt,
      words: words.complaint(source, sender, text ? ` : « ${text} »` : ''),
    })),
    ...known.erasures.map(({ scope, requestedBy, at }) => ({
      at,
      words: words.erasure(scopeIn(words, scope, nameOf), requestedBy),
    })),
  ];
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** A reason that services record is in the language of the file; what a person wrote is as written. */
function reasonIn(words: EvidenceWords, reason: string | null): string | null {
  const cause = reason === null ? undefined : optOutCauseOf(reason);
  return cause ? words.cause(cause) : reason;
}
