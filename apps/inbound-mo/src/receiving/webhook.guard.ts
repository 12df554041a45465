import { type CanActivate, type ExecutionContext, Inject, Injectable, createParamDecorator } from '@nestjs/common';
import { Problem, type RateLimit, type Strangers, readJsonBody } from '@stopsms/http';
import { type Clock, SIGNATURE_HEADER, isSignedBy, readWebhookSignature } from '@stopsms/kernel';
import { isSecretOf } from '@stopsms/kernel';
import type { WebhookSecrets } from '@stopsms/providers';
import type { Request, Response } from 'express';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { DeliveriesInProgress } from './deliveries-in-progress';
import { refuseOtherAddresses } from './refuse-other-addresses';
import { refuseOverLimit } from './refuse-over-limit';

export interface WebhookAccess {
  /** The providers we know; undefined for one that has no webhook. */
  providers: ReadonlyMap<string, WebhookSecrets | undefined>;
  /** Calls with receipts. Replies have no limit. */
  receipts: RateLimit;
  /** Callers whose signature is not verified yet. */
  strangers: Strangers;
  /** The real time. */
  clock: Clock;
}
export const WEBHOOK_ACCESS = Symbol('webhook access');

/** Handler of `ProvidersController` that takes receipts. */
const RECEIPTS = 'receipts';

type SignedRequest = Request<{ name: string }> & { signedAt?: number };

/** Time of the provider's signature, epoch ms; undefined if it does not sign. */
export const SignedAt = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<SignedRequest>().signedAt,
);

/**
 * Lets in what a provider signed, or, from one that does not sign, what bears its own token; of receipts as many as the limit
 * allows. A name that nobody has, or whose provider has no webhook, opens nothing. Strangers are turned away first, so that they cannot use up what a provider may send. Whatever is refused here was not
 * taken, and the provider keeps it: a STOP comes again.
 */
@Injectable()
export class WebhookGuard implements CanActivate {
  constructor(
    @Inject(WEBHOOK_ACCESS) private readonly access: WebhookAccess,
    private readonly inProgress: DeliveriesInProgress,
    private readonly metrics: InboundMoMetrics,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    const webhook = this.access.providers.get(request.params.name);
    // A label: strangers could make up others without end.
    const provider = this.access.providers.has(request.params.name) ? request.params.name : 'other';
    // Receipts alone are limited: a reply may be a STOP.
    const isReceipts = context.getHandler().name === RECEIPTS;
    const slow = () => {
      if (isReceipts) refuseOverLimit(this.access.receipts, provider, response);
      this.inProgress.begin(provider, response);
    };
    try {
      if (!webhook) throw new Problem('webhooks-closed', CLOSED);
      refuseOtherAddresses(webhook.addresses, request);
      const secrets = [...webhook.secrets.values()];
      if (webhook.by === 'signature')
        await this.access.strangers.hold(request, () => this.readSigned(secrets, request, response, slow));
      else {
        this.checkToken(secrets, request.headers.authorization);
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
      const more =
        code === 'signature-missing' ? ' This provider signs its requests: a bearer token alone is not accepted.' : '';
      throw new Problem(code, `${detail}${more}`);
    }
    const signature = read.value;
    await readJsonBody(request, response, (bytes) => {
      if (!isSignedBy(secrets, signature, bytes)) {
        throw new Problem(
          'signature-wrong',
          `${SIGNATURE_HEADER}: v1 does not match. Sign "<t>.<body>" with the shared secret, with the body exactly as it is sent.`,
        );
      }
      request.signedAt = signature.seconds * 1_000;
      slow();
    });
    if (request.signedAt === undefined) {
      throw new Problem('no-json', 'The request has no JSON body to verify. Send content-type: application/json.');
    }
  }

  private checkToken(tokens: readonly string[], authorization = ''): void {
    const accepted = tokens.map((token) => `Bearer ${token}`);
    if (isSecretOf(authorization, accepted)) return;
    throw new Problem(
      'webhook-secret-wrong',
      'The Authorization header is missing or does not contain this provider’s token. Send "Authorization: Bearer <token>".',
    );
  }
}

const CLOSED =
  'No provider with this name uses webhooks. Set webhook.secretsFrom or webhook.tokensFrom in PROVIDERS_FILE, or WEBHOOK_SECRET for the provider of SMPP_HOST.';
