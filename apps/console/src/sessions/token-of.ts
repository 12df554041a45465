import { Problem } from '@stopsms/http';
import type { Request } from 'express';
import type { SessionTokens } from './session-tokens';
import { endSession } from './sessions';

/**
 * The access token of whoever is signed in, renewed where it is about to end.
 * @param lastsMs - for which it should last, where that is longer than a request takes
 * @throws Problem 401 when the provider renews it no more, 503 when it is away
 */
export async function tokenOf(request: Request, tokens: SessionTokens, lastsMs?: number): Promise<string> {
  const found = await tokens.fresh(request.sessionID, lastsMs);
  if (found.kind === 'token') return found.accessToken;
  if (found.kind === 'away') {
    throw new Problem(
      'provider-away',
      'Your sign-in must be renewed, but the identity provider does not respond. You stay signed in. Try again.',
    );
  }
  await endSession(request);
  throw new Problem('not-signed-in', 'The identity provider did not renew your sign-in. Sign in again.');
}
