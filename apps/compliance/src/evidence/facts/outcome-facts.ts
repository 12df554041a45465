import type { MessageStatus, Receipt } from '@stopsms/contracts';
import { isStorableJson } from '@stopsms/kernel';
import { storableValue } from '../../rules/digest/storable-json';
import { withIso } from './message-facts';
import { receiptHash, statusHash } from '../trees/format-2';
import type { Fact } from './fact';

/** Something that happened to a message after it was cleared. */
export interface Outcome {
  messageId: string;
  /** No other attempt can follow, so number and text of the request are no longer needed. */
  isLast: boolean;
  /** Stored content; the attempt is that of a status, a receipt concerns the message. */
  report:
    | { status: MessageStatus['status']; attempt: number; at: number; [more: string]: unknown }
    | (Pick<Receipt, 'outcome' | 'at'> & { status?: undefined; [more: string]: unknown });
}

export const kindOf = ({ report }: Outcome): Fact['kind'] => report.status ?? 'receipt';
export const attemptOf = ({ report }: Outcome): number => (report.status === undefined ? 0 : report.attempt);

/** @param previous - hash of the message's last fact */
export function outcomeFact(outcome: Outcome, day: string, previous: Buffer | null): Fact {
  const { messageId } = outcome;
  const { at } = outcome.report;
  let [report, own] = [outcome.report, ownJson(outcome.report)];
  if (!isStorableJson(own)) {
    report = storableValue(report);
    own = ownJson(report);
  }
  const link = { messageId, previous: previous?.toString('hex') ?? null };
  return {
    messageId,
    kind: kindOf(outcome),
    attempt: attemptOf(outcome),
    at,
    day,
    recipientKey: null,
    context: null,
    reading: null,
    consentId: null,
    own,
    previous,
    hash: report.status === undefined ? receiptHash(link, withIso(report)) : statusHash(link, withIso(report) as never),
  };
}

/** Fields of a report that are columns of a fact. */
const COLUMNS: ReadonlySet<string> = new Set(['at', 'attempt', 'status']);

function ownJson(report: Outcome['report']): string {
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(report)) if (!COLUMNS.has(name)) own[name] = value;
  return JSON.stringify(own);
}
