// The same persons and things in every example of a document, as in campaign's.

export const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';
export const EPISODE_ID = '019aaa10-0000-7000-8000-000000000008';
export const REPORT_ID = '019aaa10-0000-7000-8000-000000000009';
export const EXPORT_ID = '019aaa10-0000-7000-8000-00000000000a';
export const PHONE = '+33639980012';
export const RECIPIENT_KEY = 'nq3VwX0bq2kD8mJ7yH5rTg';
export const AT = '2026-11-25T10:00:00.000Z';
