import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { shownText } from '../shown-text';
import type { UnclassifiedSql } from './unclassified.sql';
import { UNCLASSIFIED_SQL } from './unclassified.store';

export type UnclassifiedState = 'open' | Decision | 'erased';
export type Decision = 'opt-out' | 'start' | 'nothing';
/** Reasons for an automatic decision. */
export type Automatic = 'deadline' | 'deletion';

/** Time that a reply that may ask to stop waits for a person, in ms. */
export const UNCLASSIFIED_DEADLINE_MS = Symbol('unclassified reply deadline');

/** A reply that waits for a decision, or its decision. Instants are ISO. */
export interface UnclassifiedItem {
  id: string;
  /** Text with `<number>` for each number in it; null once it is deleted, 30 days after it came or with an erasure. */
  text: string | null;
  region: string;
  code: string;
  advertiserIds: string[];
  /** Reason why a person must decide. */
  reason: string;
  /** Possible request: an end of texts, or texts again. */
  asksFor: 'stop' | 'start';
  /** Certainty of the reader that it asks to stop, in percent; absent if its rules alone decide. */
  certainty?: number;
  /** Readings of later replies of the same person, the latest last. */
  later: { tier: string; at: string }[];
  receivedAt: string;
  /** Time at which it opts out unless somebody decides; absent if it does not. */
  deadline?: string;
  state: UnclassifiedState;
  decision?: RecordedDecision;
}

export interface RecordedDecision {
  decision: Decision;
  by: string;
  reason: string;
  at: string;
  /** Absent where a person decided. */
  automatic?: Automatic;
}

interface UnclassifiedQuery {
  state?: UnclassifiedState | undefined;
  advertiserId?: string | undefined;
  /** Only those that this decided. */
  automatic?: Automatic | undefined;
  /** The last item of the page before. */
  after?: Pick<UnclassifiedItem, 'receivedAt' | 'id'> | undefined;
}

interface DecidedQuery extends Pick<UnclassifiedQuery, 'advertiserId' | 'automatic'> {
  /** The last item of the page before. */
  after?: { at: string; id: string } | undefined;
}

type Row = UnclassifiedSql['byId']['row'];

@Injectable()
export class ListUnclassified {
  constructor(
    private readonly database: Database,
    @Inject(UNCLASSIFIED_DEADLINE_MS) private readonly deadlineMs: number,
  ) {}

  /** The oldest first: it has waited for longest. Of one person's that wait, the first alone. */
  async page({ state, advertiserId, automatic, after }: UnclassifiedQuery, limit: number): Promise<UnclassifiedItem[]> {
    const rows = await this.database.query(UNCLASSIFIED_SQL.page, [
      state ?? null,
      advertiserId ?? null,
      after?.receivedAt ?? null,
      after?.id ?? null,
      automatic ?? null,
      limit,
    ]);
    return rows.map((row) => toItem(row, this.deadlineMs));
  }

  /** The last decision first. */
  async decided({ advertiserId, automatic, after }: DecidedQuery, limit: number): Promise<UnclassifiedItem[]> {
    const rows = await this.database.query(UNCLASSIFIED_SQL.decided, [
      ...([advertiserId ?? null, after?.at ?? null, after?.id ?? null, automatic ?? null, limit] as const),
    ]);
    return rows.map((row) => toItem(row, this.deadlineMs));
  }

  async byId(id: string): Promise<UnclassifiedItem | undefined> {
    const [row] = await this.database.query(UNCLASSIFIED_SQL.byId, [id]);
    return row && toItem(row, this.deadlineMs);
  }
}

function toItem(
  { text, receivedAt, queuedAt, certainty, automatic, later, state, decidedAt, by, why, advertiserIds, ...row }: Row,
  deadlineMs: number,
): UnclassifiedItem {
  return {
    ...row,
    advertiserIds: advertiserIds ?? [],
    text: text === null ? null : shownText(text),
    later: (later ?? []).map(({ tier, at }) => ({ tier, at: new Date(at).toISOString() })),
    ...(certainty !== null && { certainty: Math.round(certainty * 100) }),
    receivedAt: receivedAt.toISOString(),
    ...(state === 'open' &&
      row.asksFor === 'stop' && { deadline: new Date(queuedAt.getTime() + deadlineMs).toISOString() }),
    state,
    ...(decidedAt &&
      state !== 'open' &&
      state !== 'erased' && {
        decision: {
          ...{ decision: state, by: by ?? '', reason: why ?? '', at: decidedAt.toISOString() },
          ...(automatic !== null && { automatic }),
        },
      }),
  };
}
