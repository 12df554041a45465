// The same persons and things in every example of a document, so that one answer's id is found in the next request.

export const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';
export const BOOK_ID = '019aaa10-0000-7000-8000-000000000002';
export const CAMPAIGN_ID = '019aaa10-0000-7000-8000-000000000003';
export const MESSAGE_ID = '019aaa10-0000-7000-8000-000000000004';
export const KEY_ID = '019aaa10-0000-7000-8000-000000000005';
export const SECRET_ID = '019aaa10-0000-7000-8000-00000000000d';
export const CONSENT_ID = '019aaa10-0000-7000-8000-000000000006';
export const SENDER_ID = '019aaa10-0000-7000-8000-000000000007';
export const PHONE = '+33639980012';
export const ADVERT = 'Lorane : -20% ce week-end. STOP 36180';
export const AT = '2026-11-25T10:00:00.000Z';
export const IMPORT_ID = '019aaa10-0000-7000-8000-00000000000e';
