import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable, createParamDecorator } from '@nestjs/common';
import { type Clock, SIGNATURE_HEADER, isSignedBy, readWebhookSignature } from '@stopsms/kernel';
import { Problem, type RateLimit, readJsonBody } from '@stopsms/service-kit';
import type { Request, Response } from 'express';
import { InboundMoMetrics } from '../inbound-mo-metrics';

export interface WebhookAccess {
  /** What those send that do not sign. */
  bearer?: string;
  /** Development alone may go without a secret: whoever reaches the port could opt anybody out. */
  openWithoutSecret: boolean;
  /** The providers we know, each with the secrets it signs with; none for one that does not sign. */
  providers: ReadonlyMap<string, readonly string[]>;
  limit: RateLimit;
  /** The real time. */
  clock: Clock;
}
export const WEBHOOK_ACCESS = Symbol('webhook access');

type SignedRequest = Request<{ name: string }> & { signedAt?: number };

/** When the provider signed what it sent, epoch ms; undefined where it does not sign. */
export const SignedAt = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<SignedRequest>().signedAt,
);

/**
 * Lets in what a provider signed, or, from one that does not sign, what bears `WEBHOOK_SECRET`; and of that as much as the limit
 * allows. Strangers are turned away first, so that they cannot use up what a provider may send. Whatever is refused here was not
 * taken, and the provider keeps it: a STOP comes again.
 */
@Injectable()
export class WebhookGuard implements CanActivate {
  constructor(
    @Inject(WEBHOOK_ACCESS) private readonly access: WebhookAccess,
    private readonly metrics: InboundMoMetrics,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    const secrets = this.access.providers.get(request.params.name) ?? [];
    // A label, and the name of a bucket: whoever has the token could make up others without end.
    const provider = this.access.providers.has(request.params.name) ? request.params.name : 'other';
    const slow = () => this.slow(`${provider} ${context.getHandler().name}`, response);
    try {
      if (secrets.length > 0) await this.readSigned(secrets, request, response, slow);
      else {
        this.checkBearer(request.headers.authorization);
        slow();
        await readJsonBody(request, response);
      }
    } catch (error) {
      if (error instanceof Problem) this.metrics.webhooksRefused.inc({ provider, reason: error.code });
      throw error;
    }
    return true;
  }

  private async readSigned(
    secrets: readonly string[],
    request: SignedRequest,
    response: Response,
    slow: () => void,
  ): Promise<void> {
    const read = readWebhookSignature(request.header(SIGNATURE_HEADER), this.access.clock.now());
    if (!read.ok) {
      const { code, detail } = read.refusal;
      const more = code === 'signature-missing' ? ' This provider signs: a bearer token alone does not do.' : '';
      throw new Problem(code, `${detail}${more}`);
    }
    const signature = read.value;
    await readJsonBody(request, response, (bytes) => {
      if (!isSignedBy(secrets, signature, bytes)) {
        throw new Problem(
          'signature-wrong',
          `${SIGNATURE_HEADER}: v1 does not fit. Sign "<t>.<body>", the body byte for byte as it is sent, with the secret agreed on.`,
        );
      }
      request.signedAt = signature.seconds * 1_000;
      slow();
    });
    if (request.signedAt === undefined) {
      throw new Problem('no-json', 'There is no JSON to check the signature of. Send content-type: application/json.');
    }
  }

  private checkBearer(authorization = ''): void {
    const { bearer, openWithoutSecret } = this.access;
    if (bearer === undefined) {
      if (openWithoutSecret) return;
      throw new Problem(
        'webhooks-closed',
        'This service takes no webhooks of this provider: it signs none, and WEBHOOK_SECRET is not set. Set one of the two up.',
      );
    }
    if (sameText(authorization, `Bearer ${bearer}`)) return;
    throw new Problem(
      'webhook-secret-wrong',
      'The Authorization header is missing or does not hold the webhook secret. Send "Authorization: Bearer <secret>".',
    );
  }

  /** Replies and receipts apart: a day's receipts that come at once must not keep a STOP waiting. */
  private slow(whose: string, response: Response): void {
    const seconds = this.access.limit.refuses(whose);
    if (seconds === undefined) return;
    response.setHeader('Retry-After', String(seconds));
    throw new Problem(
      'too-many-requests',
      `This provider sends more than WEBHOOK_RATE_PER_SECOND. Nothing was taken: send it again in ${seconds} s.`,
    );
  }
}

/** Takes the same time wherever the two differ. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
