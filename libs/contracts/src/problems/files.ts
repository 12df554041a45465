import { kinds } from './problem-kind';

const KEPT = 'What was read before that is recorded and stays.';

/** What is wrong with an uploaded file as a whole. */
export const files = kinds({
  CSV_EMPTY: { status: 400, title: 'The file is empty', detail: 'The file is empty. Send a header line and the rows.' },
  CSV_UTF16: { status: 400, title: 'The file is UTF-16', detail: 'The file is UTF-16. Save it again as "CSV UTF-8".' },
  CSV_SPREADSHEET: {
    status: 400,
    title: 'The file is a workbook',
    detail: 'The file is a workbook of Excel or LibreOffice. Save it as "CSV UTF-8" and send that file.',
  },
  CSV_NOT_UTF8: {
    status: 400,
    title: 'The file is not UTF-8',
    detail: 'The file is not UTF-8. Save it again as "CSV UTF-8".',
  },
  CSV_QUOTE_NOT_CLOSED: {
    status: 400,
    title: 'A quote in the file is never closed',
    detail: 'Data row 7 opens a quote that is never closed. Close it, or write it twice if it is text.',
  },
  CSV_ROW_TOO_LONG: {
    status: 400,
    title: 'A row of the file is too long',
    detail: 'Data row 7 is longer than 64 KB: a quote before it may lack its other half, or this is no CSV.',
  },
  TOO_MANY_COLUMNS: {
    status: 400,
    title: 'The file has too many columns',
    detail: 'The header makes more than 250 columns. Send those that your texts use.',
  },
  CSV_BROKEN: {
    status: 400,
    title: 'The file cannot be read as CSV',
    detail: 'The file cannot be read as CSV: Quote Not Closed. Nothing was taken; mend it and send it again.',
  },
  CSV_COLUMN_MISSING: {
    status: 400,
    title: 'The file lacks a column that is needed',
    detail: `No column is named phone, mobile, portable, telephone or numero. ${KEPT}`,
  },
  CSV_NO_PHONE_COLUMN: {
    status: 400,
    title: 'The file has no column of numbers',
    detail: 'No column is named phone, mobile, portable or telephone. Name one so.',
  },
  COLUMN_TWICE: {
    status: 400,
    title: 'Two columns of the file head the same thing',
    detail: '"Téléphone" (column 1) and "TEL." (column 4) head the same thing, and only one can be read. Rename one.',
  },
  CONSENT_UNUSABLE: {
    status: 400,
    title: 'No contact of the file has a consent that can be proven',
    detail:
      'None of the first 2,000 contacts has a consent that can be proven: a date, an origin and a wording. Nothing was stored. Send it with ?withoutConsent=true for informative messages.',
  },
  JSON_NOT_CONTACTS: {
    status: 400,
    title: 'The body is no list of contacts',
    detail: 'The body is not an array of objects. Send [{"phone": "+33639980012"}].',
  },
  JSON_NOT_REPORTS: {
    status: 400,
    title: 'The body is no list of reports',
    detail: 'The body is not an array. Send [{"source": "33700", "received_at": "…", "sender": "…"}].',
  },
  'upload-broken-off': {
    status: 400,
    title: 'The upload ended before its end',
    detail: 'The upload ended before its end.',
  },
  'upload-too-large': {
    status: 413,
    title: 'The upload is too large',
    detail: 'Send at most 10 MB at a time.',
  },
  'import-interrupted': {
    status: 503,
    title: 'The import was interrupted',
    detail: `A part this service needs is away for the moment. ${KEPT} Send the whole file again: nothing is done twice.`,
  },
  SERVICE_STOPPING: {
    status: 503,
    title: 'The service is being stopped',
    detail: 'The service is being stopped. Send the file again: what is there already is refused as duplicate.',
  },
  'service-stopping': {
    status: 503,
    title: 'The service is being stopped',
    detail: `The service is being stopped. ${KEPT} Send the whole file again: nothing is done twice.`,
  },
});
