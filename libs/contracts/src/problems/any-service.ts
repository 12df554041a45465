import { kinds } from './problem-kind';

/** Problems of any route of every service. */
export const anyService = kinds({
  'invalid-request': {
    status: 400,
    title: 'Invalid request',
    detail: 'phone is missing; limit must be a whole number between 1 and 500.',
    errors: [
      { in: 'body', pointer: '/phone', detail: 'phone is missing' },
      { in: 'query', pointer: '/limit', detail: 'limit must be a whole number between 1 and 500' },
    ],
  },
  'not-json': {
    status: 400,
    title: 'The body is not valid JSON',
    detail: 'The body is not valid JSON: Unexpected end of JSON input. Check quotes, commas and brackets.',
  },
  'body-broken-off': {
    status: 400,
    title: 'Request body truncated',
    detail: 'The request body was truncated or does not match Content-Length. Nothing was changed.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'Invalid cursor',
    detail: 'cursor was not issued by this service. Omit it to start from the first page.',
    errors: [{ in: 'query', pointer: '/cursor', detail: 'cursor was not issued by this service' }],
  },
  'address-unreadable': {
    status: 400,
    title: 'Malformed URL',
    detail: 'The URL contains a % that starts no valid escape. Percent-encode special characters, e.g. + as %2B.',
  },
  'no-http': {
    status: 400,
    title: 'Malformed HTTP request',
    detail: 'The request is not valid HTTP/1.1. Nothing was changed.',
  },
  'request-ambiguous': {
    status: 400,
    title: 'Ambiguous HTTP request',
    detail: 'Content-Length and Transfer-Encoding conflict. Nothing was changed.',
  },
  'body-refused': {
    status: 400,
    title: 'Request body not allowed',
    detail: 'DELETE does not accept a body here. Send the request without one. Nothing was changed.',
  },
  'key-missing': {
    status: 401,
    title: 'API key required',
    detail: 'Send an API key: "Authorization: Bearer <key>".',
  },
  'key-unknown': {
    status: 401,
    title: 'API key unknown, revoked or expired',
    detail: 'The API key is unknown, revoked or expired. Ask an operator for a new one.',
  },
  'token-malformed': {
    status: 401,
    title: 'Malformed token',
    detail: 'The bearer token is not a valid JWT.',
  },
  'token-algorithm': {
    status: 401,
    title: 'Token signature algorithm not supported',
    detail: 'The token must be signed with RS256, ES256 or EdDSA.',
  },
  'token-forged': {
    status: 401,
    title: 'Invalid token signature',
    detail: 'The token signature does not match the identity provider’s key.',
  },
  'token-key-unknown': {
    status: 401,
    title: 'Unknown token signing key',
    detail:
      'The identity provider has no key with the kid of this token. If the key is new, try again in a few seconds.',
  },
  'token-expired': {
    status: 401,
    title: 'Token expired',
    detail: 'The token has expired. Sign in again, or refresh it.',
  },
  'token-not-yet-valid': {
    status: 401,
    title: 'Token not valid yet',
    detail: 'The token is not valid yet. Check the clocks of both systems.',
  },
  'token-of-another-issuer': {
    status: 401,
    title: 'Token issuer not trusted',
    detail: 'The token was issued by an identity provider that this service does not trust.',
  },
  'token-for-another-audience': {
    status: 401,
    title: 'Wrong token audience',
    detail: 'The token’s aud does not include stopsms. Request a token for this audience.',
  },
  'role-missing': {
    status: 403,
    title: 'No known role in the token',
    detail:
      'The token’s roles claim contains no role of this platform. Ask the administrator of the identity provider for one.',
  },
  'not-permitted': {
    status: 403,
    title: 'Permission denied',
    detail: 'Your roles (auditor) do not permit campaigns:write. One of these roles is required: admin, marketer.',
  },
  'address-refused': {
    status: 403,
    title: 'Not allowed from this IP address',
    detail:
      'This API key is not accepted from 203.0.113.9. Send the request from an allowed address, or create another key.',
  },
  'scope-missing': {
    status: 403,
    title: 'API key scope missing',
    detail: 'This API key has the scopes read. It needs one of send, or admin.',
  },
  'operators-only': {
    status: 403,
    title: 'Operators only',
    detail: 'This route is for operators. An advertiser’s API key cannot use it.',
  },
  'not-yours': {
    status: 403,
    title: 'Wrong advertiser',
    detail: 'This API key acts only for advertiser 0194c1a2-0000-7000-8000-000000000001. Send that id as advertiserId.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    detail: 'No campaign has the id 0194c1a2-0000-7000-8000-000000000001.',
  },
  'no-such-route': {
    status: 404,
    title: 'Route not found',
    detail: 'There is no route at this URL. /docs lists the routes of this service.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: 'DELETE is not allowed at this URL. Allowed: GET and POST.',
  },
  'profile-in-progress': {
    status: 409,
    title: 'Another profile is being taken',
    detail: 'This replica is taking another profile. Repeat the request when it has ended, in a minute at most.',
  },
  'replay-impossible': {
    status: 409,
    title: 'Records of this topic cannot be replayed',
    detail:
      'campaign.advertisers.v1 is compacted: an old record would replace a newer one. Republish the current state from its owner instead; see docs/recovery.md.',
  },
  'replayed-elsewhere': {
    status: 409,
    title: 'Another service replays the records of this topic',
    detail: 'inbound-mo.replies.v1 has several readers. Send the request to inbound-mo, which writes it.',
  },
  'request-timeout': {
    status: 408,
    title: 'Request timeout',
    detail: 'The request was not received in time. Nothing was changed. Send it again.',
  },
  'body-too-large': {
    status: 413,
    title: 'Request body too large',
    detail: 'The body is larger than 1 MB. Send smaller requests.',
  },
  'content-type-unknown': {
    status: 415,
    title: 'Content type not supported',
    detail: 'Send a JSON body with Content-Type: application/json.',
  },
  'content-encoding-unknown': {
    status: 415,
    title: 'Content encoding not supported',
    detail: 'The charset or Content-Encoding of the body is not supported. Send UTF-8.',
  },
  'expect-refused': {
    status: 417,
    title: 'Expect header not supported',
    detail: 'The Expect header is not supported. Send the request without it. Nothing was changed.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail: 'This API key has sent too many requests. Try again in 1 s. Nothing was changed.',
  },
  'headers-too-large': {
    status: 431,
    title: 'Headers too large',
    detail: 'The URL and the headers exceed 16 kB together. Send smaller headers.',
  },
  internal: { status: 500, title: 'Internal error', detail: 'An unexpected error occurred and was logged.' },
  unavailable: {
    status: 503,
    title: 'Service unavailable',
    detail: 'A component that this service needs is unavailable. Nothing was changed. Try again.',
  },
  'identity-provider-away': {
    status: 503,
    title: 'Identity provider unavailable',
    detail:
      'The identity provider’s keys cannot be fetched, so nobody can sign in: fetch failed: connect ECONNREFUSED. API keys still work.',
  },
  starting: {
    status: 503,
    title: 'Service starting',
    detail: 'campaign is starting and waits for Kafka (since 2026-11-25T10:00:00.000Z)',
  },
  'not-ready': {
    status: 503,
    title: 'Service not ready',
    detail: 'kafka: no answer within 2000 ms: it hangs, or the way to it is cut (since 2026-11-25T10:00:00.000Z)',
  },
});
