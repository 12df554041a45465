import { kinds } from './problem-kind';

/** What a provider’s webhook may be told, whatever is refused was not taken, and the provider keeps it; and what whoever decides on an unread reply may. */
export const inboundMo = kinds({
  'not-a-number': {
    status: 400,
    title: 'The sender is no phone number',
    detail: 'from: not a phone number. Send E.164, e.g. +33639980012.',
    errors: [{ in: 'body', pointer: '/from', detail: 'from: not a phone number. Send E.164, e.g. +33639980012.' }],
  },
  'not-its-code': {
    status: 403,
    title: 'This provider does not serve that code',
    detail:
      'Not taken: it came for a code that its provider does not serve. See repliesBy, receiptsBy and codes in PROVIDERS_FILE.',
  },
  'not-its-way': {
    status: 403,
    title: 'This provider does not deliver so',
    detail:
      'Not taken: it came by a way that its provider is not set up for. See repliesBy, receiptsBy and codes in PROVIDERS_FILE.',
  },
  'no-json': {
    status: 400,
    title: 'There is no JSON to check the signature of',
    detail: 'There is no JSON to check the signature of. Send content-type: application/json.',
  },
  'signature-time-malformed': {
    status: 400,
    title: 'The time of the signature is not epoch seconds',
    detail: 'stopsms-signature: t must be epoch seconds, ten digits; those are milliseconds.',
  },
  'signature-missing': {
    status: 401,
    title: 'The signature is missing',
    detail:
      'The header stopsms-signature is missing. Send "t=<epoch s>,v1=<hex>". This provider signs: a bearer token alone does not do.',
  },
  'signature-incomplete': {
    status: 401,
    title: 'The signature is incomplete',
    detail: 'stopsms-signature has no v1. Send "t=<epoch s>,v1=<hex>".',
  },
  'signature-old': {
    status: 401,
    title: 'The signature is too old, or of the future',
    detail:
      'stopsms-signature: t is 400 s behind our clock, 300 s are allowed. Set the sender’s clock, and sign each try anew.',
  },
  'signature-wrong': {
    status: 401,
    title: 'The signature does not fit',
    detail:
      'stopsms-signature: v1 does not fit. Sign "<t>.<body>", the body byte for byte as it is sent, with the secret agreed on.',
  },
  'webhooks-closed': {
    status: 404,
    title: 'No provider of this name delivers by webhook',
    detail:
      'No provider of this name delivers by webhook. One that shall needs webhook.secretsFrom or webhook.tokensFrom in PROVIDERS_FILE; the only one of SMPP_HOST needs WEBHOOK_SECRET.',
  },
  'quarantine-undecided': {
    status: 409,
    title: 'A reply in quarantine waits for a decision',
    detail:
      'A person must decide what reply 019aaa10-0000-7000-8000-00000000000d asks for: POST /v1/unread-replies/019aaa10-0000-7000-8000-00000000000d/decision.',
  },
  'unread-reply-decided': {
    status: 409,
    title: 'The reply has been decided otherwise, or its text is gone',
    detail: 'It was decided opt-out by Anne Martin on 2026-11-25T10:00:00.000Z; nothing was changed.',
  },
  'webhook-secret-wrong': {
    status: 401,
    title: 'The provider’s token is missing or wrong',
    detail:
      'The Authorization header is missing or does not hold this provider’s token. Send "Authorization: Bearer <token>".',
  },
});
