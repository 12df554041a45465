import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { Instant, RecipientKey, Uuid } from '../fields';

// Complaints that do not name their advertiser: compliance, which knows the sent texts, compares them. The text is a person's message,
// so it is retained here only until it is compared.
export const reportsToMatch = defineTopic({
  name: 'suppression.reports-to-match.v1',
  description: 'Complaints without a recipient, or whose sender does not belong to exactly one advertiser.',
  key: { description: 'report id' },
  value: Type.Object({
    reportId: Uuid('report'),
    sender: Type.String({ description: 'name, code or number as displayed to the person' }),
    recipientKey: Type.Optional(RecipientKey),
    text: Type.String({ description: 'text in the normalised form for comparison: NFKC, digits masked' }),
    at: Instant('the text was sent, or else the report received'),
    receivedAt: Instant('the report was received'),
  }),
  cleanup: days(3),
});
export type ReportToMatch = ValueOf<typeof reportsToMatch>;
