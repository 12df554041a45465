import { kinds } from './problem-kind';

const KEPT = 'Rows read before that are recorded and kept.';

/** Problems of an uploaded file as a whole. */
export const files = kinds({
  CSV_EMPTY: { status: 400, title: 'File is empty', detail: 'The file is empty. Send a header row and data rows.' },
  CSV_UTF16: { status: 400, title: 'File is UTF-16', detail: 'The file is UTF-16. Save it again as "CSV UTF-8".' },
  CSV_SPREADSHEET: {
    status: 400,
    title: 'File is a spreadsheet workbook',
    detail: 'The file is an Excel or LibreOffice workbook. Save it as "CSV UTF-8" and send that file.',
  },
  CSV_NOT_UTF8: {
    status: 400,
    title: 'File is not UTF-8',
    detail: 'The file is not UTF-8. Save it again as "CSV UTF-8".',
  },
  CSV_QUOTE_NOT_CLOSED: {
    status: 400,
    title: 'Quotation mark not closed',
    detail: 'Data row 7 opens a quotation mark that is never closed. Close it, or double it if it is text.',
  },
  CSV_ROW_TOO_LONG: {
    status: 400,
    title: 'Row too long',
    detail: 'Data row 7 is longer than 64 KB: a quotation mark before it may not be closed, or this is not CSV.',
  },
  TOO_MANY_COLUMNS: {
    status: 400,
    title: 'Too many columns',
    detail: 'The file has more than 250 columns. Send only those that your texts use.',
  },
  CSV_BROKEN: {
    status: 400,
    title: 'Invalid CSV',
    detail:
      'The file cannot be read as CSV: Quote Not Closed. Nothing was imported. Correct the file and send it again.',
  },
  CSV_COLUMN_MISSING: {
    status: 400,
    title: 'Required column missing',
    detail: `No column is named phone, mobile, portable, telephone or numero. ${KEPT}`,
  },
  CSV_NO_PHONE_COLUMN: {
    status: 400,
    title: 'No column of phone numbers',
    detail: 'No column is named phone, mobile, portable or telephone. Rename the column of phone numbers.',
  },
  COLUMN_TWICE: {
    status: 400,
    title: 'Two columns with the same meaning',
    detail: '"Téléphone" (column 1) and "TEL." (column 4) have the same meaning, and only one can be used. Rename one.',
  },
  COLUMN_UNKNOWN: {
    status: 400,
    title: 'No column with this name',
    detail:
      'The file has no column with the name that consentAtColumn gives. Columns found: "nom", "mobile". Give one of them.',
  },
  CONSENT_UNUSABLE: {
    status: 400,
    title: 'No provable consent in the file',
    detail:
      'None of the first 2,000 contacts has a provable consent (date, source and wording). Nothing was stored. For informative messages, send the file with ?withoutConsent=true.',
  },
  JSON_NOT_CONTACTS: {
    status: 400,
    title: 'Body is not a list of contacts',
    detail: 'The body is not an array of objects. Send [{"phone": "+33639980012"}].',
  },
  JSON_NOT_REPORTS: {
    status: 400,
    title: 'Body is not a list of reports',
    detail: 'The body is not an array. Send [{"source": "33700", "received_at": "…", "sender": "…"}].',
  },
  'upload-broken-off': {
    status: 400,
    title: 'Upload interrupted',
    detail: 'The upload was interrupted.',
  },
  'upload-too-large': {
    status: 413,
    title: 'Upload too large',
    detail: 'Send at most 10 MB per request.',
  },
  'import-interrupted': {
    status: 503,
    title: 'Import interrupted',
    detail: `A component that this service needs is unavailable. ${KEPT} Send the whole file again: rows already imported are skipped.`,
  },
  SERVICE_STOPPING: {
    status: 503,
    title: 'Service stopping',
    detail: 'The service is stopping. Send the file again: contacts already imported are skipped as duplicates.',
  },
  'service-stopping': {
    status: 503,
    title: 'Service stopping',
    detail: `The service is stopping. ${KEPT} Send the whole file again: rows already imported are skipped.`,
  },
});
