import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import type { ServiceName } from '../../api/services';

export const KINDS = ['act', 'look'] as const;
export const RESULTS = ['done', 'refused', 'failed', 'unknown'] as const;

/** Filter of audit events; absent fields match all. */
export interface AuditQuestion {
  actor?: string;
  phone?: string;
  kind?: (typeof KINDS)[number];
  result?: (typeof RESULTS)[number];
  service?: ServiceName;
  /** ISO 8601. */
  from?: string;
  /** ISO 8601, exclusive. */
  to?: string;
}

export const RESULT_COLOUR = { done: 'teal', refused: 'yellow', failed: 'red', unknown: 'gray.5' } as const;

/** Result of an event, as the filter of results has it. */
export const outcomeOf = (result: { status: number } | null): keyof typeof RESULT_COLOUR =>
  result === null ? 'unknown' : result.status < 400 ? 'done' : result.status < 500 ? 'refused' : 'failed';

/** Finds a page of events, latest first. */
export const searchAudit = (question: AuditQuestion, limit: number, cursor: string | undefined, signal: AbortSignal) =>
  answerOf(
    api.compliance.POST('/v1/audit/search', {
      body: { ...question, limit, country: 'FR', ...(cursor === undefined ? {} : { cursor }) },
      signal,
    }),
  );
