import type { Step } from '../messages/message-progress.rule';
import type { SmsRequested } from '../produces/sms.requested.v1';
import type { PauseCode } from '../statistics/judge-reaction.rule';

/** Columns whose type the schema does not determine. */
export interface Columns {
  campaign: {
    category: SmsRequested['category'];
    mention: NonNullable<SmsRequested['mention']>;
    when_capped: NonNullable<SmsRequested['whenCapped']>;
    pause_code: PauseCode;
  };
}

/** Rows of `campaign_control` as JSON, the earliest first. */
export type Controls = { action: string; at: string; by?: string; code?: string; reason?: string }[];

/** Messages of a campaign by step and reason code, the most frequent first. */
export type Tallies = { step: Step; code: string | null; count: number; optedOut: number }[];
