import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Problem } from '@stopsms/service-kit';
import type { Request } from 'express';

export interface WebhookAccess {
  secret?: string;
  /** Development alone may go without a secret: whoever reaches the port could opt anybody out. */
  openWithoutSecret: boolean;
}
export const WEBHOOK_ACCESS = Symbol('webhook access');

/** Lets in who sends `Authorization: Bearer <WEBHOOK_SECRET>`. */
@Injectable()
export class WebhookSecretGuard implements CanActivate {
  constructor(@Inject(WEBHOOK_ACCESS) private readonly access: WebhookAccess) {}

  canActivate(context: ExecutionContext): boolean {
    const { secret, openWithoutSecret } = this.access;
    if (secret === undefined) {
      if (openWithoutSecret) return true;
      throw new Problem(
        401,
        'webhooks-closed',
        'This service takes no webhooks: WEBHOOK_SECRET is not set. Set it and send it as a bearer token.',
      );
    }
    const { authorization = '' } = context.switchToHttp().getRequest<Request>().headers;
    if (sameText(authorization, `Bearer ${secret}`)) return true;
    throw new Problem(
      401,
      'webhook-secret-wrong',
      'The Authorization header is missing or does not hold the webhook secret. Send "Authorization: Bearer <secret>".',
    );
  }
}

/** Takes the same time wherever the two differ. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
