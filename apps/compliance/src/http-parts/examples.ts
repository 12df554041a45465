// The same persons and things in every example of a document, as in campaign's.

export const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';
export const MESSAGE_ID = '019aaa10-0000-7000-8000-000000000004';
export const CONSENT_ID = '019aaa10-0000-7000-8000-000000000006';
export const REVIEW_ID = '019aaa10-0000-7000-8000-000000000007';
export const PHONE = '+33639980012';
export const AT = '2026-11-25T10:00:00.000Z';
export const PACK_HASH = 'sha256-3q2-7wR0W1x8o2cYl0Zr6b9kq5mJ8n4d1Hh7Tt0uVvE';
export const HEAD = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
