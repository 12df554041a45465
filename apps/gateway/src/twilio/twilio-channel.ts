import { createHmac } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Accounts } from '../accounts/accounts';
import { Callbacks, capacityOf } from '../callbacks/callbacks';
import { Deliver } from '../deliveries/deliver';
import type { Attempt, Delivery, DeliveryChannel } from '../deliveries/delivery';
import type { TwilioEnvelope } from './take-twilio-messages';
import { errorCodeOf, sidOf, statusOf } from './twilio-status';

/** Posts status callbacks to the URL that each message named, signed as Twilio signs. */
@Injectable()
export class TwilioChannel implements DeliveryChannel, OnModuleInit {
  readonly door = 'twilio';

  constructor(
    private readonly accounts: Accounts,
    private readonly callbacks: Callbacks,
    private readonly deliverer: Deliver,
  ) {}

  onModuleInit(): void {
    this.deliverer.register(this);
  }

  capacity(): ReadonlyMap<string, number> {
    return capacityOf(this.accounts.all().filter(({ twilio }) => twilio !== undefined));
  }

  async deliver({ account, content }: Delivery): Promise<Attempt> {
    const twilio = this.accounts.get(account)?.twilio;
    if (!twilio || content.kind !== 'receipt') return 'refused';
    const { to, from, callback: given } = content.envelope as TwilioEnvelope;
    if (given === undefined || !URL.canParse(given)) return 'refused';
    // As it is called: the receiver verifies the URL that it sees, where `é` is `%C3%A9`.
    const callback = new URL(given).href;
    const sid = sidOf(content.messageId);
    const status = statusOf(content.stage);
    const code = errorCodeOf(content.stage, content.code);
    const fields = {
      ...{ AccountSid: twilio.accountSid, ApiVersion: '2010-04-01', From: from, To: to },
      ...{ MessageSid: sid, MessageStatus: status, SmsSid: sid, SmsStatus: status },
      ...(code !== undefined && { ErrorCode: String(code) }),
    };
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signatureOf(twilio.token, callback, fields),
    };
    return this.callbacks.call({
      url: callback,
      method: 'POST',
      headers,
      body: new URLSearchParams(fields).toString(),
    });
  }
}

/** Signature over the URL and the sorted fields. */
function signatureOf(token: string, url: string, fields: Readonly<Record<string, string>>): string {
  const sorted = Object.keys(fields).sort();
  const signed = url + sorted.map((name) => name + (fields[name] ?? '')).join('');
  return createHmac('sha1', token).update(signed, 'utf8').digest('base64');
}
