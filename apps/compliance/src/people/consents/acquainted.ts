// Opt-outs from every advertiser, and faults of a number that other advertisers met, are shown to an advertiser only of people who had
// to do with it: its advert reached an operator for them within the longest cap, or they answered it.

/**
 * SQL: whether a person had to do with an advertiser.
 * @param recipientKey - SQL of a text
 * @param advertiserId - SQL of a uuid
 */
export const isAcquainted = (recipientKey: string, advertiserId: string): string => `(
  EXISTS (SELECT FROM advert_place known WHERE known.recipient_key = ${recipientKey} AND known.advertiser_id = ${advertiserId}
    AND known.left_at IS NOT NULL)
  OR EXISTS (SELECT FROM last_contact known WHERE known.recipient_key = ${recipientKey} AND known.advertiser_id = ${advertiserId})
  OR EXISTS (SELECT FROM opt_out known WHERE known.recipient_key = ${recipientKey} AND known.scope = ${advertiserId}::text))`;
