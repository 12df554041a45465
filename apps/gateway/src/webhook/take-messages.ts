import { Injectable } from '@nestjs/common';
import { Problem, readRawBody } from '@stopsms/http';
import { Clock } from '@stopsms/kernel';
import type { Request, Response } from 'express';
import type { Account } from '../accounts/account';
import { Accounts } from '../accounts/accounts';
import { type Json, render } from '../accounts/templates';
import type { WebhookAccount } from '../accounts/webhook-account';
import { CheckCaller } from '../callers/check-caller';
import { problemOfRefusal } from '../callers/refusals';
import { GatewayMetrics } from '../gateway-metrics';
import { Submit } from '../submissions/submit';
import type { Accepted } from '../submissions/submission';
import { hasCredentials } from './authenticate';
import { type MappedMessage, readMessages } from './read-messages';

type WebhookCaller = Account & { webhook: WebhookAccount };

/** Accepts SMS in the form that the system of an account sends, and answers in the form that it expects. */
@Injectable()
export class TakeMessages {
  constructor(
    private readonly accounts: Accounts,
    private readonly checkCaller: CheckCaller,
    private readonly submit: Submit,
    private readonly clock: Clock,
    private readonly metrics: GatewayMetrics,
  ) {}

  /** @throws Problem 400, 401, 403, 413, 415, 429: nothing was accepted, or the rest of a list was not */
  async execute(id: string, request: Request, response: Response): Promise<{ status: number; body: Json }> {
    const { account, bytes } = await this.authenticate(id, request, response);
    const messages = this.read(account, request, bytes);
    const bodies: Json[] = [];
    // One after the other: a list that is refused midway is sent again, and its references make each message one SMS.
    for (const message of messages) {
      const { messageId } = await this.accept(account, message);
      const values = { messageId, reference: message.reference, at: new Date(this.clock.now()).toISOString() };
      bodies.push(render(account.webhook.response.body, values));
    }
    const { status, body } = account.webhook.response;
    if (body === null) return { status, body };
    return { status, body: account.webhook.request.each === undefined ? (bodies[0] ?? null) : bodies };
  }

  /** Reads the body before it authenticates, whatever the account: how long a refusal takes must not show which accounts sign. */
  private async authenticate(id: string, request: Request, response: Response) {
    const found = this.accounts.get(id);
    const auth = found?.webhook?.auth;
    return this.checkCaller.hold(request, async () => {
      const bytes = await readRawBody(request, response).catch((error: unknown) => {
        if (!found?.webhook || !hasCredentials(request, auth)) this.checkCaller.abandoned(request, id);
        throw error;
      });
      const caller = found?.webhook ? found : undefined;
      const isRight = hasCredentials(request, auth, bytes);
      const account = this.checkCaller.check(request, id, caller, isRight) as WebhookCaller;
      return { account, bytes };
    });
  }

  private read(account: WebhookCaller, request: Request, bytes: Buffer): MappedMessage[] {
    try {
      return readMessages(bodyOf(account.webhook.request.form, request, bytes), account);
    } catch (error) {
      this.metrics.submission('webhook', 'invalid');
      throw error;
    }
  }

  private async accept(account: WebhookCaller, message: MappedMessage): Promise<Accepted> {
    const { reference, sender, category, to, text } = message;
    const result = await this.submit
      .execute({
        ...{ account, door: 'webhook', to, text },
        ...(sender !== undefined && { sender }),
        ...(category !== undefined && { category }),
        ...(reference !== undefined && { idempotencyKey: reference }),
        wanted: account.webhook.callback?.receipt === undefined ? 'none' : 'final',
        envelope: { ...(reference !== undefined && { reference }), ...(sender !== undefined && { sender }) },
      })
      .catch((error: unknown) => {
        this.metrics.submission('webhook', 'failed');
        throw error;
      });
    if (!result.ok) throw problemOfRefusal(result.refusal);
    return result.value;
  }
}

const TYPES = { json: ['application/json', '+json'], form: ['application/x-www-form-urlencoded'] };

function bodyOf(form: 'json' | 'form', request: Request, bytes: Buffer): unknown {
  if (!request.is(TYPES[form]))
    throw new Problem(
      'content-type-unknown',
      `Send a body with Content-Type: ${TYPES[form][0]}. Nothing was accepted.`,
    );
  const text = bytes.toString('utf8');
  if (form === 'form') return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Problem(
      'not-json',
      'The body is not valid JSON. Check quotes, commas and brackets, and that it is complete.',
    );
  }
}
