/** Kinds of events of a person. Within a second, a cause comes before its effect, and this is their order. */
const CAUSES_FIRST = ['consent', 'advert', 'request', 'opt-out', 'consequence', 'answer', 'push'] as const;
export type EventKind = (typeof CAUSES_FIRST)[number];

interface Event {
  /** ISO 8601. */
  at: string;
  kind: EventKind;
}

const SECOND_MS = 1_000;

/** Compares two events, first to last: by second, which is what a reader sees; then the cause before its effect. */
export function byCause(one: Event, other: Event): number {
  const [before, after] = [Date.parse(one.at), Date.parse(other.at)];
  return (
    Math.floor(before / SECOND_MS) - Math.floor(after / SECOND_MS) ||
    CAUSES_FIRST.indexOf(one.kind) - CAUSES_FIRST.indexOf(other.kind) ||
    before - after
  );
}
