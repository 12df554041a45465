import { kinds } from './problem-kind';

/** What every service may answer, on any route. */
export const anyService = kinds({
  'invalid-request': {
    status: 400,
    title: 'Something in the request is missing or wrong',
    detail: 'phone is missing; limit must be a whole number between 1 and 500.',
    errors: [
      { in: 'body', pointer: '/phone', detail: 'phone is missing' },
      { in: 'query', pointer: '/limit', detail: 'limit must be a whole number between 1 and 500' },
    ],
  },
  'not-json': {
    status: 400,
    title: 'The body is not JSON',
    detail: 'The body is not JSON: Unexpected end of JSON input. Check quotes, commas and brackets.',
  },
  'body-broken-off': {
    status: 400,
    title: 'The body ended before its end',
    detail: 'The body ended before its end, or has another length than Content-Length says. Nothing was done.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not one that this service gave out',
    detail: 'cursor: not one that this service gave out; start again without it.',
    errors: [{ in: 'query', pointer: '/cursor', detail: 'cursor is not one that this service gave out' }],
  },
  'address-unreadable': {
    status: 400,
    title: 'The address cannot be decoded',
    detail: 'The address holds a % that is no octet. Encode what is put into it, e.g. + as %2B.',
  },
  'no-http': {
    status: 400,
    title: 'This is no HTTP request',
    detail: 'What was sent is no HTTP/1.1 request. Nothing was done.',
  },
  'request-ambiguous': {
    status: 400,
    title: 'The request can be read in more than one way',
    detail: 'Content-Length and Transfer-Encoding contradict each other. Nothing was done.',
  },
  'body-refused': {
    status: 400,
    title: 'This method has no body',
    detail: 'DELETE has no body here. Send it without one; nothing was done.',
  },
  'key-missing': {
    status: 401,
    title: 'A key is needed',
    detail: 'A key is needed. Send "Authorization: Bearer <key>".',
  },
  'key-unknown': {
    status: 401,
    title: 'The key is unknown, revoked or expired',
    detail: 'This key is unknown, revoked or expired. Ask an operator for another one.',
  },
  'token-malformed': {
    status: 401,
    title: 'The token cannot be read',
    detail: 'This is no token that can be read.',
  },
  'token-algorithm': {
    status: 401,
    title: 'The token is not signed in a way that is taken',
    detail: 'The token is not signed by one of the algorithms RS256, ES256, EdDSA.',
  },
  'token-forged': {
    status: 401,
    title: 'The token’s signature is wrong',
    detail: 'The token’s signature is not that of the provider’s key.',
  },
  'token-key-unknown': {
    status: 401,
    title: 'The token is signed with a key that is not the provider’s',
    detail: 'No key of the provider’s has the kid of this token. If it is quite new, try again in some seconds.',
  },
  'token-expired': {
    status: 401,
    title: 'The token has expired',
    detail: 'The token has expired. Sign in again, or refresh it.',
  },
  'token-not-yet-valid': {
    status: 401,
    title: 'The token is not valid yet',
    detail: 'The token is not valid yet: compare clocks.',
  },
  'token-of-another-issuer': {
    status: 401,
    title: 'The token is of another identity provider',
    detail: 'The token is of another provider than the one that is trusted here.',
  },
  'token-for-another-audience': {
    status: 401,
    title: 'The token is for somebody else',
    detail: 'The token is not for stopsms: its aud says so. Ask the provider for one that is.',
  },
  'role-missing': {
    status: 403,
    title: 'The token names no role that is known here',
    detail:
      'The token has no role of ours as a list of names in roles. Ask whoever runs the identity provider for one.',
  },
  'not-permitted': {
    status: 403,
    title: 'None of the caller’s roles permits this',
    detail: 'Your roles (auditor) do not permit campaigns:write; it takes one of admin, marketer.',
  },
  'address-refused': {
    status: 403,
    title: 'The key is not taken from this address',
    detail: 'This key is not taken from 203.0.113.9. Ask from one of its addresses, or have another key made.',
  },
  'scope-missing': {
    status: 403,
    title: 'The key does not have the scope that is needed',
    detail: 'This key has the scopes read; one of send is needed, or admin.',
  },
  'operators-only': {
    status: 403,
    title: 'This is for operators',
    detail: 'This is for operators; an advertiser’s key does not open it.',
  },
  'not-yours': {
    status: 403,
    title: 'The key acts for another advertiser',
    detail: 'This key acts for advertiser 0194c1a2-0000-7000-8000-000000000001 alone: give that as advertiserId.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing with this id',
    detail: 'There is no campaign with id 0194c1a2-0000-7000-8000-000000000001.',
  },
  'no-such-route': {
    status: 404,
    title: 'There is no such route',
    detail: 'There is nothing at this address. /docs lists what this service answers.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The route is asked by another method',
    detail: 'DELETE is not for this address, which answers GET and POST.',
  },
  'replay-impossible': {
    status: 409,
    title: 'Records of this topic are not put back',
    detail:
      'campaign.advertisers.v1 keeps the last state of each key, and an old record would replace a newer one. Have its owner write the current state again; see docs/recovery.md.',
  },
  'replayed-elsewhere': {
    status: 409,
    title: 'Another service puts back the records of this topic',
    detail: 'inbound-mo.replies.v1 has several readers: ask inbound-mo, which writes it.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    detail: 'The request did not arrive whole in time. Nothing was done; send it again.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    detail: 'The body is larger than 1 MB. Send less at a time.',
  },
  'content-type-unknown': {
    status: 415,
    title: 'The body has a form that is not read here',
    detail: 'The body is read as JSON: send it with Content-Type: application/json.',
  },
  'content-encoding-unknown': {
    status: 415,
    title: 'The body is compressed or encoded in a way that is not read here',
    detail: 'The charset or Content-Encoding of the body is not read here. Send UTF-8.',
  },
  'expect-refused': {
    status: 417,
    title: 'Expect is not supported',
    detail: 'Expect is not supported. Send the request without it; nothing was done.',
  },
  'too-many-requests': {
    status: 429,
    title: 'The caller asks too often',
    detail: 'This key asks too often. Try again in 1 s; nothing was done.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    detail: 'The address and the headers have more than 16 kB together. Send less.',
  },
  internal: { status: 500, title: 'Unexpected fault', detail: 'Unexpected fault; it was logged.' },
  unavailable: {
    status: 503,
    title: 'A part that is needed is away',
    detail: 'A part this service needs is away for the moment; nothing was done. Try again.',
  },
  'identity-provider-away': {
    status: 503,
    title: 'The identity provider is away',
    detail:
      'The keys of the identity provider cannot be had, so nobody can sign in: fetch failed: connect ECONNREFUSED. API keys are taken.',
  },
  starting: {
    status: 503,
    title: 'The service is starting',
    detail: 'campaign is starting and waits for Kafka (since 2026-11-25T10:00:00.000Z)',
  },
  'not-ready': {
    status: 503,
    title: 'The service should get no work',
    detail: 'kafka: no answer within 2000 ms: it hangs, or the way to it is cut (since 2026-11-25T10:00:00.000Z)',
  },
});
