import { type LookupAddress, lookup } from 'node:dns';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type LookupFunction, isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { SystemClock } from '@stopsms/kernel';
import { childSpan, endSpan, traceparentOf } from '@stopsms/tracing';
import { Webhook } from 'standardwebhooks';
import { isPrivateAddress } from './private-address';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook-delivery';

const TIMEOUT_MS = 5_000;
/** Receivers compare with their own clock, also while ours is simulated. */
const machine = new SystemClock();

export interface WebhookCall {
  id: string;
  url: string;
  payload: object;
  /** The call has one signature for each. */
  secrets: string[];
  traceparent: string;
}

/** `result` is shown to the advertiser: the response, or why there was none. */
export interface WebhookAnswer {
  delivered: boolean;
  result: string;
}

/** Calls a customer's URL as untrusted input: with a time limit, signed, without redirects and to public addresses alone. */
@Injectable()
export class WebhookClient {
  constructor(@Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings) {}

  /** Any 2xx counts as delivered. A redirect is not followed: it could lead anywhere. The response body is not read. */
  async call({ id, url, payload, secrets, traceparent }: WebhookCall): Promise<WebhookAnswer> {
    const refusal = this.refuse(url);
    if (refusal !== undefined) return { delivered: false, result: refusal };
    const body = JSON.stringify(payload);
    const { hostname } = new URL(url);
    const span = childSpan(traceparent, 'POST', {
      kind: 'client',
      attributes: { 'http.request.method': 'POST', 'server.address': hostname },
    });
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'stopsms-webhook/1',
      ...signatureHeaders(id, body, secrets),
      traceparent: span ? traceparentOf(span) : traceparent,
    };
    const options = { method: 'POST', headers, signal: AbortSignal.timeout(TIMEOUT_MS), lookup: this.lookup };
    const open = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
    try {
      const status = await statusOf(open(url, options), body);
      span?.setAttribute('http.response.status_code', status);
      const delivered = status >= 200 && status < 300;
      endSpan(span, delivered ? undefined : { code: status });
      const redirected = status >= 300 && status < 400;
      return { delivered, result: `answered ${status}${redirected ? '; redirects are not followed' : ''}` };
    } catch (error) {
      endSpan(span, error);
      return { delivered: false, result: explain(error as NodeJS.ErrnoException) };
    }
  }

  private refuse(url: string): string | undefined {
    if (!URL.canParse(url)) return 'webhookUrl is not a URL';
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'http:' && protocol !== 'https:') return `webhookUrl must be http or https, not ${protocol}`;
    if (protocol !== 'https:' && this.settings.needTls) return 'webhookUrl must be https in production mode';
    const address = hostname.replace(/^\[|\]$/g, '');
    return isIP(address) ? this.refuseAddress(address) : undefined;
  }

  private refuseAddress(address: string): string | undefined {
    if (this.settings.allowPrivate || !isPrivateAddress(address)) return undefined;
    return 'webhookUrl leads to a private address, where webhooks are not sent';
  }

  /** Checks the addresses that are then connected to: a name may resolve to another one the next moment. */
  private readonly lookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = found as LookupAddress[] | undefined;
      const refusal = addresses?.map(({ address }) => this.refuseAddress(address)).find(Boolean);
      const fault = error ?? (refusal === undefined ? null : new Error(refusal));
      const [first] = addresses ?? [];
      if (fault || !addresses || !first) return callback(fault ?? new Error(`${hostname} has no address`), []);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

/** Signatures of Standard Webhooks, over id, time and the body as sent, one by each secret. */
function signatureHeaders(id: string, body: string, secrets: string[]): Record<string, string> {
  const at = new Date(machine.now());
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

function statusOf(request: ClientRequest, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.once('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.end(body);
  });
}

function explain({ name, code, message }: NodeJS.ErrnoException): string {
  if (name === 'AbortError' || name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1_000} s`;
  return code === undefined ? message : `no connection: ${code}`;
}
