import { kinds } from './problem-kind';

export const campaign = kinds({
  'idempotency-key-invalid': {
    status: 400,
    title: 'Invalid Idempotency-Key',
    detail: 'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces, e.g. a UUID.',
    errors: [
      {
        in: 'header',
        pointer: '/idempotency-key',
        detail: 'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces, e.g. a UUID',
      },
    ],
  },
  'two-idempotency-keys': {
    status: 400,
    title: 'Two idempotency keys',
    detail: 'Send either id or Idempotency-Key, not both.',
  },
  'changed-meanwhile': {
    status: 412,
    title: 'Changed by somebody else',
    detail: 'The contact was changed in the meantime: its version is now 4. Read it, then apply your change again.',
  },
  'address-book-in-use': {
    status: 409,
    title: 'Address book in use',
    detail:
      'Campaign 0194c1a2-0000-7000-8000-000000000001 (running) uses this address book. Cancel the campaign, or delete the address book when the campaign has ended.',
  },
  'import-under-way': {
    status: 409,
    title: 'Import in progress',
    detail: 'A file is being imported into the address book. Delete the address book when the import has ended.',
  },
  'address-book-deleted': {
    status: 409,
    title: 'Address book deleted',
    detail:
      'The address book was deleted during the import, and the contacts with it. Send the file to another address book.',
  },
  'code-still-answered': {
    status: 409,
    title: 'Short code still in use',
    detail: 'codes must still contain 38100: recipients may still reply to texts that showed it.',
  },
  'too-many-keys': {
    status: 409,
    title: 'Too many API keys',
    detail: 'This advertiser has 20 active keys. Revoke one that is no longer used.',
  },
  'too-many-webhook-secrets': {
    status: 409,
    title: 'Too many webhook secrets',
    detail: 'This advertiser already has two webhook secrets. Retire the one that the receiver no longer uses.',
  },
  'webhook-secrets-key-missing': {
    status: 503,
    title: 'WEBHOOK_SECRETS_KEY not configured',
    detail: 'WEBHOOK_SECRETS_KEY is not set, so secrets cannot be stored. Set it and restart the service.',
  },
  'too-many-senders': {
    status: 409,
    title: 'Too many senders',
    detail: 'This advertiser has 100 requested or approved senders. Revoke those that are no longer used.',
  },
  'sender-taken': {
    status: 409,
    title: 'Sender name already in use',
    detail:
      'Another advertiser has a sender in FR that reads like "Lorane". Choose another name, or have that sender revoked first.',
  },
  'legal-entity-known': {
    status: 409,
    title: 'Legal entity already registered',
    detail:
      'Lorane (Lorane SAS, …) seems to belong to the same legal entity, and a STOP applies to the whole entity. To share opt-outs, send sameEntityAs with its id. Otherwise send separateEntity with the reason.',
  },
  SENDER_NOT_YOURS: {
    status: 422,
    title: 'Sender not approved',
    detail:
      '"Lorane" is not an approved sender of this advertiser in FR. Request it with POST /v1/advertisers/:id/senders, or omit sender.',
  },
  'message-id-taken': {
    status: 409,
    title: 'Message id already in use',
    detail: 'id is already used by another message. Use a new one.',
  },
  'campaign-not-started': {
    status: 409,
    title: 'Campaign not started',
    detail: 'The campaign is a draft. Start it with POST /v1/campaigns/:id/start.',
  },
  'campaign-started': {
    status: 409,
    title: 'Campaign already started',
    detail: 'The campaign is running, and only drafts can be changed. Create a new campaign.',
  },
  'campaign-has-history': {
    status: 409,
    title: 'Campaign has a history',
    detail: 'The campaign was scheduled before, and its history is kept. Cancel it, then archive it.',
  },
  'campaign-not-over': {
    status: 409,
    title: 'Campaign not ended',
    detail: 'The campaign is running. Archive it when it has ended.',
  },
  'campaign-changed': {
    status: 409,
    title: 'Draft changed by somebody else',
    detail: 'The draft was changed while its text was checked. Read it, then start it again.',
  },
  'time-past': {
    status: 422,
    title: 'Time is in the past',
    detail:
      'sendAt is 2026-11-24T10:00:00.000Z and it is 2026-11-25T10:00:00.000Z. Set a later time, or omit it to send as soon as the campaign is started.',
  },
  'text-refused': {
    status: 422,
    title: 'Text refused',
    detail:
      'Messages to FR would be refused (MENTION_MISSING): The text does not say how to stop. End the text with " STOP 36180", nothing after it. Change the draft with PATCH /v1/campaigns/:id, then start it again.',
  },
  'too-many-watchers': {
    status: 429,
    title: 'Too many event streams',
    detail: 'Too many event streams are open, or 50 by this caller. Close some, or try again in 10 s.',
  },
  'too-many-preflights': {
    status: 429,
    title: 'Too many preflights',
    detail: 'Too many preflights are running. Try again when one has ended.',
  },
  'compliance-away': {
    status: 503,
    title: 'Compliance unavailable',
    detail:
      'Compliance at http://compliance:3002 does not respond: connect ECONNREFUSED. Nothing was changed. Try again.',
  },
  'campaign-over': {
    status: 409,
    title: 'Campaign ended',
    detail: 'The campaign is completed: pause is no longer possible. Create a new one.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'Idempotency-Key already used',
    detail: 'This Idempotency-Key was already used with a different body. Use a new key for each new request.',
  },
  ADDRESS_BOOK_EMPTY: {
    status: 422,
    title: 'Address book empty',
    detail: 'The address book has no contacts. Import some first.',
  },
  'address-book-not-for-tests': {
    status: 422,
    title: 'Not an address book for tests',
    detail:
      'The address book holds real recipients. Import testers into an address book created with "forTests": true.',
  },
  'resume-needs-a-person': {
    status: 422,
    title: 'Name and reason required to resume',
    detail:
      'The campaign was paused automatically because of recipients’ reactions; GET it for the reason. To resume it, send {"by": "<your name>", "reason": "<why>"}.',
  },
});
