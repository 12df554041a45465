/** Reasons why a complaint waits for a person although texts were compared. */
type UnmatchedText = 'NO_TEXT_FITS' | 'ADVERTISERS_SEVERAL' | 'RECIPIENTS_SEVERAL' | 'TEXTS_TOO_MANY';

/** A text that fits a complaint, of one advertiser and campaign, within 48 hours of it. */
export interface Sighting {
  advertiserId: string;
  campaignId: string | null;
  /** First and last recipient; the same twice when there was one. */
  recipients: readonly [string, string];
}

export type Finding =
  | { outcome: 'matched'; recipientKey: string; advertiserId: string; campaignId?: string }
  | { outcome: 'tied'; advertiserId: string; campaignId?: string; code: UnmatchedText }
  | { outcome: 'none'; code: UnmatchedText };

/**
 * Returns whom a complaint concerns, if all texts that match are one advertiser's and reached one person. A text that reached
 * several identifies the advertiser, and the campaign if there was one, but never the person.
 * @param sightings - to the recipient alone, where the complaint names one
 * @see docs/law/complaints.md#whose-it-is
 */
export function judgeSightings(sightings: readonly Sighting[]): Finding {
  const [first] = sightings;
  if (!first) return { outcome: 'none', code: 'NO_TEXT_FITS' };
  const { advertiserId, campaignId, recipients } = first;
  if (sightings.some((each) => each.advertiserId !== advertiserId))
    return { outcome: 'none', code: 'ADVERTISERS_SEVERAL' };
  const oneCampaign = campaignId !== null && sightings.every((each) => each.campaignId === campaignId);
  const known = { advertiserId, ...(oneCampaign && { campaignId }) };
  const [recipientKey] = recipients;
  return sightings.every((each) => each.recipients.every((key) => key === recipientKey))
    ? { outcome: 'matched', recipientKey, ...known }
    : { outcome: 'tied', code: 'RECIPIENTS_SEVERAL', ...known };
}
