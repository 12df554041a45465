import { Injectable, type OnModuleInit } from '@nestjs/common';
import { webhookSignature } from '@stopsms/http';
import { Accounts } from '../accounts/accounts';
import { type Json, render } from '../accounts/templates';
import type { WebhookCallback } from '../accounts/webhook-account';
import { Callbacks, capacityOf } from '../callbacks/callbacks';
import { Deliver } from '../deliveries/deliver';
import type { Attempt, Content, Delivery, DeliveryChannel } from '../deliveries/delivery';

/** Posts receipts and replies to the URL of the account, in the form that it describes. */
@Injectable()
export class WebhookChannel implements DeliveryChannel, OnModuleInit {
  readonly door = 'webhook';

  constructor(
    private readonly accounts: Accounts,
    private readonly callbacks: Callbacks,
    private readonly deliverer: Deliver,
  ) {}

  /** @throws CannotStart if a callback could never be called */
  onModuleInit(): void {
    this.accounts.require(({ webhook }) => webhook?.callback && this.callbacks.refusalOf(webhook.callback.url));
    this.deliverer.register(this);
  }

  capacity(): ReadonlyMap<string, number> {
    return capacityOf(this.accounts.all().filter(({ webhook }) => webhook?.callback !== undefined));
  }

  async deliver({ id, account, content }: Delivery): Promise<Attempt> {
    const callback = this.accounts.get(account)?.webhook?.callback;
    const payload = callback && payloadOf(content, callback);
    if (!callback || payload === undefined) return 'refused';
    const { url, secret, authorization } = callback;
    const body = JSON.stringify(payload);
    const headers = {
      'content-type': 'application/json',
      ...(authorization !== undefined && { authorization }),
      ...webhookSignature(id, body, [secret]),
    };
    return this.callbacks.call({ url, method: 'POST', headers, body });
  }
}

function payloadOf(content: Content, { receipt, reply, statuses }: WebhookCallback): Json | undefined {
  if (content.kind === 'reply') {
    const { replyId, from, to, text, receivedAt } = content;
    return reply === undefined ? undefined : render(reply, { replyId, from, to, text, at: instant(receivedAt) });
  }
  if (receipt === undefined) return undefined;
  const { messageId, stage, code, error, at, envelope } = content;
  const { reference, sender } = envelope as { reference?: string; sender?: string };
  return render(receipt, {
    ...{ messageId, reference, stage, status: statuses[stage] ?? stage, code, error, at: instant(at), from: sender },
  });
}

const instant = (at: number): string => new Date(at).toISOString();
