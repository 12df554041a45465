import { createHmac } from 'node:crypto';
import { isSecretOf } from '@stopsms/kernel';
import type { Request } from 'express';
import type { WebhookAuth } from '../accounts/webhook-account';

/** Hash to compare if the account does not exist, so that the refusal takes as long. */
const NOBODY: WebhookAuth = { kind: 'bearer', header: 'authorization', secret: '' };

/** Returns whether a request has the credentials of an account. `body` is needed for a signature alone. */
export function hasCredentials(request: Request, auth: WebhookAuth = NOBODY, body?: Buffer): boolean {
  switch (auth.kind) {
    case 'bearer': {
      // A token in a header of its own is sent without the word.
      const right = auth.header === 'authorization' ? `Bearer ${auth.secret}` : auth.secret;
      return isSecretOf(request.header(auth.header) ?? '', [right]);
    }
    case 'basic': {
      const pair = Buffer.from(`${auth.user}:${auth.secret}`).toString('base64');
      return isSecretOf(request.header('authorization') ?? '', [`Basic ${pair}`]);
    }
    case 'hmac': {
      const { header, algorithm, encoding, prefix, secret } = auth;
      const signature = createHmac(algorithm, secret)
        .update(body ?? '')
        .digest(encoding);
      const given = request.header(header) ?? '';
      if (!given.startsWith(prefix)) return isSecretOf('', [signature]);
      const digest = given.slice(prefix.length);
      return isSecretOf(encoding === 'hex' ? digest.toLowerCase() : digest, [signature]);
    }
  }
}
