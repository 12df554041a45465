import type { Step } from '../messages/message-progress.rule';

/**
 * A funnel whose sums are exact at every moment:
 * recipients = pending + cancelled + refused + held + cleared;
 * cleared = queued + blocked + expired + rejected + unknown + submitted;
 * submitted = awaitingReceipt + delivered + failed.
 */
export interface CampaignCounts {
  /** Contacts of the address book when the campaign started. */
  recipients: number;
  /** Not decided yet: their message is still to be made, or compliance has not answered. */
  pending: number;
  /**
   * Nothing was sent because the campaign was cancelled, wherever the message was then; or no message was made because
   * the contact left the address book before its turn.
   */
  cancelled: number;
  refused: number;
  held: number;
  /** Cleared messages, whatever their later state, unless the campaign was cancelled first. */
  cleared: number;
  queued: number;
  blocked: number;
  expired: number;
  rejected: number;
  unknown: number;
  /** Taken by the operator, whatever became of them since. */
  submitted: number;
  awaitingReceipt: number;
  delivered: number;
  failed: number;
  /** Recipients who opted out after this campaign's message, the last they had from the advertiser. */
  optedOut: number;
}

interface Tally {
  recipients: number;
  /** Messages by step. */
  steps: Partial<Record<Step, number>>;
  optedOut: number;
  /** True if the recipients without a message will never get one. */
  noMoreMessages: boolean;
}

export function campaignCounts({ recipients, steps, optedOut, noMoreMessages }: Tally): CampaignCounts {
  const at = (...names: Step[]) => names.reduce((sum, name) => sum + (steps[name] ?? 0), 0);
  const messages = Object.values(steps).reduce((sum, count) => sum + count, 0);
  const without = recipients - messages;
  const submitted = at('submitted', 'delivered', 'failed');
  const queued = at('cleared', 'submitting');
  return {
    recipients,
    pending: at('accepted', 'released') + (noMoreMessages ? 0 : without),
    cancelled: at('cancelled') + (noMoreMessages ? without : 0),
    refused: at('refused'),
    held: at('held'),
    cleared: queued + at('blocked', 'expired', 'rejected', 'unknown') + submitted,
    queued,
    blocked: at('blocked'),
    expired: at('expired'),
    rejected: at('rejected'),
    unknown: at('unknown'),
    submitted,
    awaitingReceipt: at('submitted'),
    delivered: at('delivered'),
    failed: at('failed'),
    optedOut,
  };
}
