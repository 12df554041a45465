import { Injectable } from '@nestjs/common';
import { Metrics } from '@stopsms/service';
import { Counter, Histogram } from 'prom-client';

@Injectable()
export class NotificationMetrics {
  private readonly messages: Counter<'kind' | 'lang' | 'state'>;
  private readonly skipped: Counter<'kind' | 'reason'>;
  private readonly webhooks: Counter<'outcome'>;
  private readonly stopToQueued: Histogram;

  constructor({ registry }: Metrics) {
    const registers = [registry];
    this.messages = new Counter({
      name: 'stopsms_service_messages_total',
      help: 'Confirmations and answers, each time one enters a state',
      labelNames: ['kind', 'lang', 'state'],
      registers,
    });
    this.skipped = new Counter({
      name: 'stopsms_service_messages_skipped_total',
      help: 'Opt-out changes without a confirmation and questions without an answer, by reason',
      labelNames: ['kind', 'reason'],
      registers,
    });
    this.webhooks = new Counter({
      name: 'stopsms_webhook_deliveries_total',
      help: 'Webhook calls by outcome: delivered, retried, failed permanently, held because no webhook secret is set',
      labelNames: ['outcome'],
      registers,
    });
    this.stopToQueued = new Histogram({
      name: 'stopsms_stop_to_confirmation_seconds',
      help: 'Time from the receipt of a STOP by SMS until its confirmation is stored for sending',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 10, 15, 60, 300],
      registers,
    });
  }

  entered(kind: string, lang: string, state: string): void {
    this.messages.inc({ kind, lang, state });
  }

  skip(kind: 'confirmation' | 'answer', reason: string): void {
    this.skipped.inc({ kind, reason });
  }

  webhook(outcome: 'delivered' | 'retried' | 'failed' | 'held', count = 1): void {
    this.webhooks.inc({ outcome }, count);
  }

  confirmedAfter(ms: number): void {
    this.stopToQueued.observe(Math.max(ms, 0) / 1_000);
  }
}
