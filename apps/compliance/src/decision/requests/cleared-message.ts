import type { ClearedMessage } from '@stopsms/contracts';
import { ALL_ADVERTISERS } from '@stopsms/kernel';
import type { Outgoing } from '@stopsms/messaging';
import type { Decision } from '../core/facts';

/** An opt-out of just before two accounts were separated may not be read yet; after this it is, and was looked at here. */
const SEPARATION_GRACE_MS = 3_600_000;

/**
 * An opt-out from any of these blocks the message: its advertiser's and the platform's block an advert, the platform's
 * alone an informative message (docs/law/messages.md#what-each-class-needs). Accounts of one legal entity share theirs.
 */
const scopesOf = ({ candidate, shared = [], at }: Decision): string[] => {
  const { category, advertiserId } = candidate.request;
  if (category !== 'marketing') return [ALL_ADVERTISERS];
  const others = shared.filter(({ until = Infinity }) => until + SEPARATION_GRACE_MS > at);
  return [ALL_ADVERTISERS, advertiserId, ...others.map((each) => each.advertiserId)];
};

/** Returns the record of either lane; none for a decision that clears nothing. */
export function clearedMessage(decision: Decision): Outgoing<ClearedMessage>[] {
  const { candidate, recipient, pack, outcome, consentStatus, at } = decision;
  if (outcome.verdict !== 'cleared' || !recipient || !pack) return [];
  const { id, advertiserId, campaignId, category, expiresAt } = candidate.request;
  const { text, sender, windowClosesAt, unsubscribeToken, language } = outcome;
  const consentId = consentStatus?.consent?.consentId;
  return [
    {
      key: recipient.key,
      traceparent: candidate.traceparent,
      value: {
        messageId: id,
        advertiserId,
        category,
        recipientKey: recipient.key,
        to: recipient.e164,
        region: recipient.region,
        text,
        sender,
        scopes: scopesOf(decision),
        attempt: candidate.attempt,
        pack,
        clearedAt: at,
        ...(campaignId !== undefined && { campaignId }),
        ...(windowClosesAt !== undefined && { windowClosesAt }),
        ...(expiresAt !== undefined && { expiresAt }),
        ...(unsubscribeToken !== undefined && { unsubscribeToken }),
        ...(language !== undefined && { language }),
        ...(consentId !== undefined && { consentId }),
      },
    },
  ];
}
