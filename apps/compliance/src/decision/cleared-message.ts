import type { ClearedMessage, SmsRequested } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';
import type { Decision } from './facts';

const EVERYONE = '*';

/**
 * An opt-out from any of these blocks the message: an advert heeds its advertiser's and the platform's, an informative
 * message the platform's alone (docs/law/messages.md#what-each-class-needs).
 */
const scopesOf = ({ category, advertiserId }: SmsRequested): string[] =>
  category === 'marketing' ? [EVERYONE, advertiserId] : [EVERYONE];

/** What both lanes carry; nothing for a decision that clears nothing. */
export function clearedMessage(decision: Decision): Outgoing<ClearedMessage>[] {
  const { candidate, recipient, pack, outcome, standing, at } = decision;
  if (outcome.verdict !== 'cleared' || !recipient || !pack) return [];
  const { id, advertiserId, campaignId, category, expiresAt } = candidate.request;
  const { text, sender, windowClosesAt, unsubscribeToken, language } = outcome;
  const consentId = standing?.consent?.consentId;
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
        scopes: scopesOf(candidate.request),
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
