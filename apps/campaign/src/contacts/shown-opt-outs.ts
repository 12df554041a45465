// An advertiser is shown the opt-outs from itself, and an opt-out from every advertiser only of people who had to do with it: one of its
// messages reached an operator for them, or they were in one of its address books when they opted out. Of a stranger it is shown
// nothing: the contact is taken in as any other, and compliance refuses what is sent.

/** SQL: whether a row of `opt_out o` may be shown to an advertiser. @param advertiserId - SQL of a text */
export const isShownTo = (advertiserId: string): string => `(
  o.scope = ${advertiserId}
  OR o.scope = '*' AND (
    EXISTS (SELECT FROM former_contact f WHERE f.recipient_key = o.recipient_key AND f.advertiser_id::text = ${advertiserId})
    OR EXISTS (
      SELECT FROM message m WHERE m.recipient_key = o.recipient_key AND m.advertiser_id::text = ${advertiserId}
        AND m.step IN ('submitted', 'delivered', 'failed'))
    OR EXISTS (SELECT FROM opt_out own WHERE own.recipient_key = o.recipient_key AND own.scope = ${advertiserId})))`;
