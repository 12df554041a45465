import { type OperatorErrors, isAmong } from './operator-errors';

// State of a number itself by its receipts, recorded apart from opt-outs (docs/law/numbers.md#dead-and-reassigned-numbers): a
// permanent error makes it invalid; one that nobody answers for 30 days has probably been given back, and will be sold to
// somebody who agreed to nothing. Neither is undone by a later delivery, which may have reached the new holder: only a text
// from the handset is.

export interface NumberState {
  /** `unreachable`: it failed and nothing follows yet; `suspended`: for 30 days; `invalid`: the operator knows no such number. */
  state: 'unreachable' | 'suspended' | 'invalid';
  /** Epoch ms of the first failure of this run. */
  since: number;
  lastFailureAt: number;
  /** The receipt that put the number in this state. */
  messageId: string;
  provider: string;
  stat: string;
  error?: string;
}

export interface NumberReceipt {
  outcome: 'delivered' | 'failed';
  messageId: string;
  provider: string;
  stat: string;
  error?: string;
  /** Epoch ms. */
  at: number;
}

export interface NumberRules {
  permanent: OperatorErrors;
  unreachableDays: number;
}

const DAY_MS = 86_400_000;
/** Undeliverable, or the handset was off until the message expired. */
const NOBODY_THERE = new Set(['UNDELIV', 'EXPIRED']);
/**
 * Credit, template, STOP list, forbidden, rate, content, encoding, length: they say nothing of the number
 * (docs/law/operators.md#errors).
 */
const NOT_THE_NUMBER: OperatorErrors = new Set(['10', '52', '53', '54', '55', '101', '102', '103']);

/** @returns undefined when nothing speaks against the number */
export function foldReceipt(
  before: NumberState | undefined,
  receipt: NumberReceipt,
  rules: NumberRules,
): NumberState | undefined {
  const { outcome, at, messageId, provider, stat, error } = receipt;
  if (outcome === 'delivered')
    return before?.state === 'unreachable' && at >= before.lastFailureAt ? undefined : before;
  const isPermanent = isAmong(rules.permanent, provider, error);
  if (!isPermanent && (!NOBODY_THERE.has(stat) || isAmong(NOT_THE_NUMBER, provider, error))) return before;
  const since = Math.min(before?.since ?? at, at);
  const lastFailureAt = Math.max(before?.lastFailureAt ?? at, at);
  const state = next(before?.state, isPermanent, lastFailureAt - since >= rules.unreachableDays * DAY_MS);
  if (before?.state === state) return { ...before, since, lastFailureAt };
  return { state, since, lastFailureAt, messageId, provider, stat, ...(error !== undefined && { error }) };
}

function next(before: NumberState['state'] | undefined, isPermanent: boolean, isLong: boolean): NumberState['state'] {
  if (isPermanent || before === 'invalid') return 'invalid';
  return isLong || before === 'suspended' ? 'suspended' : 'unreachable';
}
