import { deterministicId } from '@stopsms/kernel';
import type { OptOutRequest } from './opt-out-request';

interface RefusedMessage {
  messageId: string;
  recipientKey: string;
  advertiserId: string | null;
  provider: string;
  /** Code of the operator, if its receipt has one. */
  error?: string;
  /** Epoch ms, by the operator's clock, which may be wrong. */
  at: number;
}

/**
 * Opt-out that an operator reports by refusing a message of the advertiser, at its submit or in its receipt. It counts, without a
 * confirmation: the STOP was sent to the operator.
 * @param acceptedAt - epoch ms, by our clock
 */
export function operatorOptOut(
  { messageId, recipientKey, advertiserId, provider, error, at }: RefusedMessage,
  { traceparent, acceptedAt }: { traceparent: string; acceptedAt: number },
): OptOutRequest[] {
  if (!advertiserId) return [];
  return [
    {
      causeId: deterministicId('provider-stop', messageId),
      recipientKey,
      scopes: [advertiserId],
      source: 'provider',
      evidenceId: messageId,
      reason: `operator ${provider} refused${error === undefined ? '' : ` with error ${error}`}: the recipient is on its STOP list`,
      at,
      acceptedAt,
      attributed: true,
      traceparent,
    },
  ];
}
