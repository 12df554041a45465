import { kinds } from './problem-kind';

/** Problems of webhooks of providers, which keep whatever is refused, and of decisions on unclassified replies. */
export const inboundMo = kinds({
  'not-a-number': {
    status: 400,
    title: 'Sender is not a phone number',
    detail: 'from is not a phone number. Send E.164, e.g. +33639980012.',
    errors: [{ in: 'body', pointer: '/from', detail: 'from is not a phone number. Send E.164, e.g. +33639980012.' }],
  },
  'not-its-code': {
    status: 403,
    title: 'Short code of another provider',
    detail:
      'Not accepted: this provider does not serve the short code. See repliesBy, receiptsBy and codes in PROVIDERS_FILE.',
  },
  'not-its-way': {
    status: 403,
    title: 'Delivery method not configured for this provider',
    detail:
      'Not accepted: this provider is not configured for this delivery method. See repliesBy, receiptsBy and codes in PROVIDERS_FILE.',
  },
  'no-json': {
    status: 400,
    title: 'No JSON body to verify',
    detail: 'The request has no JSON body to verify. Send content-type: application/json.',
  },
  'signature-time-malformed': {
    status: 400,
    title: 'Malformed signature time',
    detail: 'stopsms-signature: t must be in epoch seconds (ten digits), not milliseconds.',
  },
  'signature-missing': {
    status: 401,
    title: 'Signature missing',
    detail:
      'The stopsms-signature header is missing. Send "t=<epoch s>,v1=<hex>". This provider signs its requests: a bearer token alone is not accepted.',
  },
  'signature-incomplete': {
    status: 401,
    title: 'Signature incomplete',
    detail: 'stopsms-signature has no v1. Send "t=<epoch s>,v1=<hex>".',
  },
  'signature-old': {
    status: 401,
    title: 'Signature time outside the tolerance',
    detail:
      'stopsms-signature: t is 400 s behind our clock; the limit is 300 s. Correct the sender’s clock and sign each attempt again.',
  },
  'signature-wrong': {
    status: 401,
    title: 'Invalid signature',
    detail:
      'stopsms-signature: v1 does not match. Sign "<t>.<body>" with the shared secret, with the body exactly as it is sent.',
  },
  'webhooks-closed': {
    status: 404,
    title: 'No webhook for this provider',
    detail:
      'No provider with this name uses webhooks. Set webhook.secretsFrom or webhook.tokensFrom in PROVIDERS_FILE, or WEBHOOK_SECRET for the provider of SMPP_HOST.',
  },
  'callback-unauthenticated': {
    status: 401,
    title: 'Callback not authenticated',
    detail: 'The callback has neither a valid signature nor a valid secret in its path. Nothing was accepted.',
  },
  'callback-unreadable': {
    status: 503,
    title: 'Callback not readable',
    detail:
      'A part of the callback could not be read, and may be a reply. What could be read is stored. Send it again.',
  },
  'deliveries-busy': {
    status: 503,
    title: 'Too many deliveries at once',
    detail: 'Too many deliveries of this provider are in progress. Send it again.',
  },
  'quarantine-undecided': {
    status: 409,
    title: 'Reply waiting for a decision',
    detail:
      'Decide first on reply 019aaa10-0000-7000-8000-00000000000d asks for: POST /v1/unclassified-replies/019aaa10-0000-7000-8000-00000000000d/decision.',
  },
  'unclassified-reply-decided': {
    status: 409,
    title: 'Reply already decided',
    detail: 'It was decided opt-out by Anne Martin on 2026-11-25T10:00:00.000Z; nothing was changed.',
  },
  'webhook-secret-wrong': {
    status: 401,
    title: 'Provider token missing or wrong',
    detail:
      'The Authorization header is missing or does not contain this provider’s token. Send "Authorization: Bearer <token>".',
  },
});
