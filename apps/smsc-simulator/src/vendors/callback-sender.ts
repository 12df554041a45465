import { setTimeout as pause } from 'node:timers/promises';
import { type Behaviour, type Random, retryDelay } from '../domain/behaviour';
import type { Statistics } from '../domain/statistics';
import type { VendorSettings } from './vendor-settings';
import type { Callback, Face, ReceiptKind, VendorMessage, VendorReply } from './face';

type Kind = 'receipts' | 'mos';

/** Calls the receiver of receipts and replies until it answers with 2xx, as vendors do. */
export class CallbackSender {
  private readonly closing = new AbortController();

  constructor(
    private readonly face: Face,
    private readonly settings: VendorSettings,
    private readonly behaviour: () => Behaviour,
    private readonly statistics: Statistics,
    private readonly random: Random,
    private readonly origin: () => string,
  ) {}

  receipt(message: VendorMessage, kind: ReceiptKind): Promise<void> {
    const url = message.callbackUrl ?? this.settings.callbackUrl;
    return this.deliverAll('receipts', url, this.face.receipt(message, kind));
  }

  reply(reply: VendorReply): Promise<void> {
    return this.deliverAll('mos', this.settings.callbackUrl, this.face.reply(reply));
  }

  close(): void {
    this.closing.abort();
  }

  private async deliverAll(kind: Kind, url: string | undefined, callbacks: Callback | Callback[]): Promise<void> {
    await Promise.all([callbacks].flat().map((each) => this.deliver(kind, url, each)));
  }

  private async deliver(kind: Kind, url: string | undefined, callback: Callback): Promise<void> {
    if (url === undefined) return;
    const counts = this.statistics[kind];
    counts.queued += 1;
    try {
      if (this.random() < this.behaviour().wrongSignatureRate) await this.call(spoilt(url), callback, 'another secret');
      for (let attempt = 1; !this.closing.signal.aborted; attempt += 1) {
        if (await this.call(url, callback, this.settings.signingSecret)) break;
        counts.retried += 1;
        await pause(retryDelay(this.behaviour().retryDelayMs, attempt), undefined, { ref: false });
      }
      counts.acknowledged += 1;
      if (this.random() < this.behaviour().repeatDeliverRate) {
        counts.repeated += 1;
        await this.call(url, callback, this.settings.signingSecret);
      }
    } finally {
      counts.queued -= 1;
    }
  }

  /** @returns whether the receiver took it */
  private async call(url: string, { method, content: plain }: Callback, secret: string | undefined): Promise<boolean> {
    const content = secret === undefined ? plain : (this.face.seal?.(plain, secret, this.origin()) ?? plain);
    const form = 'form' in content ? content.form : undefined;
    const text = 'form' in content ? new URLSearchParams(content.form).toString() : JSON.stringify(content.json);
    const target = method === 'GET' ? `${url}?${text}` : url;
    const signed = secret === undefined ? {} : this.face.sign?.(url, text, form, secret);
    const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
    try {
      const response = await fetch(target, {
        method,
        redirect: 'error',
        signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(this.behaviour().deliverTimeoutMs)]),
        headers: { 'content-type': type, ...signed },
        ...(method === 'POST' && { body: text }),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }
}

/** URL with another secret in its path; of a vendor that signs it stays as it is, and only the signature is wrong. */
const spoilt = (url: string): string =>
  url.replace(/(\/v1\/callbacks\/[^/]+\/)(?!signed(?:\/|$))[^/?]+/, '$1wrong-secret');
