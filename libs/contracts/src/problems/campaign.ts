import { kinds } from './problem-kind';

export const campaign = kinds({
  'idempotency-key-invalid': {
    status: 400,
    title: 'The Idempotency-Key cannot be used',
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
    title: 'The message has two keys',
    detail: 'Send either id or Idempotency-Key: each alone makes it one SMS.',
  },
  'changed-meanwhile': {
    status: 412,
    title: 'Somebody else changed it meanwhile',
    detail: 'The contact was changed meanwhile: it has version 4 now. Look at it, then change it again.',
  },
  'address-book-in-use': {
    status: 409,
    title: 'A campaign that has not ended uses the address book',
    detail:
      'Campaign 0194c1a2-0000-7000-8000-000000000001 (running) takes its recipients from this address book. Cancel it, or delete the book when it has ended.',
  },
  'import-under-way': {
    status: 409,
    title: 'A file is being imported into the address book',
    detail: 'A file is being imported into the address book. Delete it when that has ended.',
  },
  'address-book-deleted': {
    status: 409,
    title: 'The address book was deleted meanwhile',
    detail: 'The address book was deleted meanwhile. Contacts of this file are in it no more; send it to another one.',
  },
  'code-still-answered': {
    status: 409,
    title: 'A code cannot be taken away',
    detail: 'codes must still contain 38100: texts that showed it may be answered for as long as people keep them.',
  },
  'too-many-keys': {
    status: 409,
    title: 'The advertiser has too many keys',
    detail: 'This advertiser has 20 keys that are not revoked. Revoke one that nobody uses.',
  },
  'too-many-webhook-secrets': {
    status: 409,
    title: 'Two webhook secrets are in use already',
    detail: 'Two secrets of this advertiser sign its webhooks. Retire the one that its receiver knows no more.',
  },
  'webhook-secrets-key-missing': {
    status: 503,
    title: 'Nothing can be sealed',
    detail: 'WEBHOOK_SECRETS_KEY is not set, so no secret can be kept. Set it and start the service again.',
  },
  'too-many-senders': {
    status: 409,
    title: 'The advertiser has too many senders',
    detail: 'This advertiser has 100 senders that are asked for or approved. Revoke those that nobody uses.',
  },
  'sender-taken': {
    status: 409,
    title: 'Another advertiser has this name',
    detail:
      'Another advertiser has a sender in FR that reads like "Lorane". Choose another name, or have theirs revoked first.',
  },
  'legal-entity-known': {
    status: 409,
    title: 'Another account seems to be of the same legal entity',
    detail:
      'Lorane (Lorane SAS, …) seems to be of the same legal entity, and a STOP holds for the entity. Send sameEntityAs with its id to share opt-outs, or separateEntity with the reason why it is another entity.',
  },
  SENDER_NOT_YOURS: {
    status: 422,
    title: 'The sender is not the advertiser’s',
    detail:
      '"Lorane" is not an approved sender of this advertiser in FR. Ask for it by POST /v1/advertisers/:id/senders, or leave sender out.',
  },
  'message-id-taken': {
    status: 409,
    title: 'Another message has this id',
    detail: 'id: another message has this id already. Use a new one.',
  },
  'campaign-not-started': {
    status: 409,
    title: 'The campaign is a draft',
    detail: 'The campaign is a draft: nothing of it is under way. POST /v1/campaigns/:id/start starts it.',
  },
  'campaign-started': {
    status: 409,
    title: 'The campaign is a draft no more',
    detail: 'The campaign is running: only a draft is changed. Make a new one.',
  },
  'campaign-changed': {
    status: 409,
    title: 'The draft was changed meanwhile',
    detail: 'Somebody changed the draft while its text was checked. Look at it and start it again.',
  },
  'time-past': {
    status: 422,
    title: 'A time lies in the past',
    detail:
      'sendAt is 2026-11-24T10:00:00.000Z and it is 2026-11-25T10:00:00.000Z. Give a later one, or leave it out to send as soon as the campaign is started.',
  },
  'text-refused': {
    status: 422,
    title: 'The text would be refused',
    detail:
      'Messages to FR would be refused (MENTION_MISSING): The text does not say how to stop. End the text with " STOP 36180", nothing after it. PATCH /v1/campaigns/:id changes a draft; then start it again.',
  },
  'too-many-watchers': {
    status: 429,
    title: 'Too much is watched at once',
    detail: 'Too much is watched here at once, or 50 streams by one caller. Close some, or try again in 10 s.',
  },
  'too-many-preflights': {
    status: 429,
    title: 'Too many preflights are under way',
    detail: 'Others are under way here, and each takes its time. Ask again when one has ended.',
  },
  'compliance-away': {
    status: 503,
    title: 'Compliance cannot be asked',
    detail:
      'Compliance, asked at http://compliance:3002, gives no answer: connect ECONNREFUSED. Nothing was done; try again.',
  },
  'campaign-over': {
    status: 409,
    title: 'The campaign has ended',
    detail: 'The campaign is completed and cannot pause any more. Make a new one.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for something else',
    detail: 'This Idempotency-Key was sent before with another body. Use a new key for a new request.',
  },
  ADDRESS_BOOK_EMPTY: {
    status: 422,
    title: 'The address book is empty',
    detail: 'The address book has no contacts. Import them first.',
  },
  'address-book-not-for-tests': {
    status: 422,
    title: 'The address book is not for tests',
    detail:
      'The address book is of recipients, who did not agree to try out texts. Import testers into one made with "forTests": true.',
  },
  'resume-needs-a-person': {
    status: 422,
    title: 'A person must answer for it',
    detail:
      'The campaign paused itself because of how recipients reacted; GET it for the reason. Send {"by": "<your name>", "reason": "<why it may go on>"} to resume it.',
  },
});
