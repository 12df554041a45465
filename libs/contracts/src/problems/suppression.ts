import { kinds } from './problem-kind';

export const suppression = kinds({
  RESOLUTION_INCOMPLETE: {
    status: 400,
    title: 'The report needs more to opt somebody out',
    detail:
      'The report names no recipient: give phone as well as advertiserId, or neither to end it without an opt-out.',
  },
  'insistence-out-of-order': {
    status: 400,
    title: 'The insistence does not follow the explanation',
    detail:
      'insistedAt must lie between explainedAt and now: the person insists after the effect was explained to them.',
  },
  'code-unknown': { status: 404, title: 'Nobody is on this code', detail: 'No advertiser is on the code 36180.' },
  'advertiser-ambiguous': {
    status: 409,
    title: 'Several advertisers have this name',
    detail:
      'Several advertisers are called Lorane: 0194c1a2-0000-7000-8000-000000000001 (Lorane SAS), 0194c1a2-0000-7000-8000-000000000002 (Lorane Sud). Ask with the id of one.',
  },
  REPORT_UNKNOWN: {
    status: 404,
    title: 'There is no such abuse report',
    detail: 'There is no abuse report with id 0194c1a2-0000-7000-8000-000000000001.',
  },
  REPORT_SETTLED: {
    status: 409,
    title: 'The abuse report is settled',
    detail: 'The report is resolved already; nothing was changed.',
  },
  'not-opted-out': {
    status: 409,
    title: 'There is no opt-out to lift',
    detail: 'The number is not out of this advertiser’s texts; nothing was changed.',
  },
  'document-before-opt-out': {
    status: 409,
    title: 'The document is older than the opt-out',
    detail:
      'The document is not later than the person’s latest request to be left alone, so it lifts nothing. A later one would.',
  },
  'export-key-missing': {
    status: 503,
    title: 'Nothing can be signed',
    detail: 'EXPORT_SIGNING_KEY is not set, so nothing can be signed. Set it and start the service again.',
  },
  'evidence-incomplete': {
    status: 503,
    title: 'A service that knows something of the person does not answer',
    detail:
      'compliance, asked at http://compliance:3002, gives no answer: connect ECONNREFUSED. A file without what it knows would mislead: nothing was made, try again.',
  },
});
