import { kinds } from './problem-kind';

export const suppression = kinds({
  RESOLUTION_INCOMPLETE: {
    status: 400,
    title: 'Advertiser or number missing',
    detail:
      'The report names no recipient. Send both phone and advertiserId, or neither to close it without an opt-out.',
  },
  'insistence-out-of-order': {
    status: 400,
    title: 'Times out of order',
    detail: 'insistedAt must be between explainedAt and now: the person must insist after the effect was explained.',
  },
  'code-unknown': { status: 404, title: 'Unknown short code', detail: 'No advertiser uses the short code 36180.' },
  'advertiser-ambiguous': {
    status: 409,
    title: 'Advertiser name not unique',
    detail:
      'Several advertisers are called Lorane: 0194c1a2-0000-7000-8000-000000000001 (Lorane SAS), 0194c1a2-0000-7000-8000-000000000002 (Lorane Sud). Send the id of one of them.',
  },
  REPORT_UNKNOWN: {
    status: 404,
    title: 'Abuse report not found',
    detail: 'No abuse report has the id 0194c1a2-0000-7000-8000-000000000001.',
  },
  REPORT_SETTLED: {
    status: 409,
    title: 'Abuse report already resolved',
    detail: 'The report is already resolved. Nothing was changed.',
  },
  'not-opted-out': {
    status: 409,
    title: 'No opt-out to lift',
    detail: 'The number has not opted out of this advertiser’s texts. Nothing was changed.',
  },
  'document-before-opt-out': {
    status: 409,
    title: 'Document older than the opt-out',
    detail: 'The document is older than the person’s latest opt-out, so it cannot lift it. Send a later document.',
  },
  'export-key-missing': {
    status: 503,
    title: 'EXPORT_SIGNING_KEY not configured',
    detail: 'EXPORT_SIGNING_KEY is not set, so nothing can be signed. Set it and restart the service.',
  },
  'evidence-incomplete': {
    status: 503,
    title: 'Evidence file would be incomplete',
    detail:
      'compliance at http://compliance:3002 does not respond: connect ECONNREFUSED. The file would be incomplete, so it was not created. Try again.',
  },
});
