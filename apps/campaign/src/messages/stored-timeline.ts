import { type MessageEvent, nameOf } from './message-progress.rule';

// What happens to nearly every message has a column, which takes 8 bytes where JSON takes 60; other events are stored
// in `timeline`, by the names of MessageProgress, as all does that a release before this one wrote.

/** Fields of the columns of PLAIN, in epoch ms. */
type PlainInstants = Record<'acceptedAt' | 'clearedAt' | 'begunAt' | 'submittedAt' | 'deliveredAt', number | null>;

/** Events without a code or a detail, of the first attempt. */
const PLAIN: readonly (Pick<MessageEvent, 'event' | 'attempt'> & { column: string; field: keyof PlainInstants })[] = [
  { column: 'accepted_at', field: 'acceptedAt', event: 'accepted', attempt: 0 },
  { column: 'cleared_at', field: 'clearedAt', event: 'cleared', attempt: 1 },
  { column: 'begun_at', field: 'begunAt', event: 'submitting', attempt: 1 },
  { column: 'submitted_at', field: 'submittedAt', event: 'submitted', attempt: 1 },
  { column: 'delivered_at', field: 'deliveredAt', event: 'delivered' },
];
export const PLAIN_COLUMNS = PLAIN.map(({ column }) => column);

type Timeline = Record<string, MessageEvent>;
/** Columns that TIMELINE selects. */
type StoredTimeline = Record<string, unknown> & { timeline: Timeline | null };

/** SQL: the columns of a row that `timelineOf` reads. */
export const TIMELINE = [
  ...PLAIN_COLUMNS.map((column) => `round(extract(epoch FROM ${column}) * 1000)::float8 AS ${column}`),
  'timeline',
].join(', ');

/** Timeline in a row: instants of PLAIN_COLUMNS, and the rest as JSON, null when there is none. */
export function storedTimeline(timeline: Timeline): { plain: PlainInstants; rest: string | null } {
  const rest = { ...timeline };
  const plain: PlainInstants = {
    acceptedAt: null,
    clearedAt: null,
    begunAt: null,
    submittedAt: null,
    deliveredAt: null,
  };
  for (const one of PLAIN) {
    const event = timeline[nameOf(one)];
    if (!event || event.code !== undefined || event.detail !== undefined || event.until !== undefined) continue;
    delete rest[nameOf(one)];
    plain[one.field] = event.at;
  }
  return { plain, rest: Object.keys(rest).length === 0 ? null : JSON.stringify(rest) };
}

/** Timeline of a row: of a repeated event the first is kept. */
export function timelineOf(row: StoredTimeline): Timeline {
  const plain: Timeline = {};
  for (const { column, field: _, ...event } of PLAIN) {
    const at = row[column];
    if (typeof at === 'number') plain[nameOf(event)] = { ...event, at };
  }
  return { ...plain, ...row.timeline };
}
