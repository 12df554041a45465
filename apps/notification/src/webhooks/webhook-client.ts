import { Inject, Injectable } from '@nestjs/common';
import { OutboundClient, webhookSignature } from '@stopsms/http';
import { childSpan, endSpan, traceparentOf } from '@stopsms/tracing';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook-delivery';

const TIMEOUT_MS = 5_000;

interface WebhookCall {
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

/** Calls a customer's URL with a signature. */
@Injectable()
export class WebhookClient {
  private readonly client: OutboundClient;

  constructor(@Inject(WEBHOOK_SETTINGS) { allowPrivate, needTls }: WebhookSettings) {
    this.client = new OutboundClient({ urlName: 'webhookUrl', timeoutMs: TIMEOUT_MS, allowPrivate, needTls });
  }

  /** Any 2xx counts as delivered. */
  async call({ id, url, payload, secrets, traceparent }: WebhookCall): Promise<WebhookAnswer> {
    const refusal = this.client.refusalOf(url);
    if (refusal !== undefined) return { delivered: false, result: refusal };
    const body = JSON.stringify(payload);
    const { hostname } = new URL(url);
    const span = childSpan(traceparent, 'POST', {
      kind: 'client',
      attributes: { 'http.request.method': 'POST', 'server.address': hostname },
    });
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'stopsms-webhook/1',
      ...webhookSignature(id, body, secrets),
      traceparent: span ? traceparentOf(span) : traceparent,
    };
    try {
      const status = await this.client.call({ url, method: 'POST', headers, body });
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
}

function explain({ name, code, message }: NodeJS.ErrnoException): string {
  if (name === 'AbortError' || name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1_000} s`;
  return code === undefined ? message : `no connection: ${code}`;
}
