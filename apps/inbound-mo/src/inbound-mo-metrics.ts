import { Injectable } from '@nestjs/common';
import type { Reply } from '@stopsms/contracts';
import { Metrics } from '@stopsms/service';
import { Counter, Gauge, Histogram } from 'prom-client';

/** Metrics of this service. No label holds a number, a code or a text. */
@Injectable()
export class InboundMoMetrics {
  readonly mos: Counter<'channel' | 'result'>;
  readonly replies: Counter<'channel' | 'tier' | 'attributed'>;
  readonly receipts: Counter<'outcome'>;
  readonly unclassified: Counter<'outcome'>;
  readonly webhooksRefused: Counter<'provider' | 'reason'>;
  readonly receiptsToReview: Counter<'provider'>;
  readonly callbacksSkipped: Counter<'provider' | 'reason'>;
  readonly deliveriesRefused: Counter<'provider' | 'kind' | 'reason'>;
  readonly inboxReplies: Counter<'provider' | 'result'>;
  readonly inboxFailures: Gauge<'source'>;
  readonly inboxPolled: Gauge<'source'>;
  readonly linksFollowed: Counter<'token'>;
  readonly parkedReceipts: Gauge;
  readonly moToReply: Histogram;

  constructor({ registry }: Metrics) {
    const registers = [registry];
    this.mos = new Counter({
      name: 'stopsms_mos_total',
      help: 'MOs by channel and result: `accepted` (durable), `failed` (returned to the operator), `no-number` (sender that is not a number, refused for good), `refused` (its provider may not deliver it)',
      labelNames: ['channel', 'result'],
      registers,
    });
    this.replies = new Counter({
      name: 'stopsms_replies_total',
      help: 'Replies by tier, and whether a recent text shows which advertiser they mean',
      labelNames: ['channel', 'tier', 'attributed'],
      registers,
    });
    this.receipts = new Counter({
      name: 'stopsms_receipts_total',
      help: 'Messages settled (delivered, failed), and receipts that settle nothing: interim, late (after a first final one), unreadable, orphaned (no message within days)',
      labelNames: ['outcome'],
      registers,
    });
    this.unclassified = new Counter({
      name: 'stopsms_unclassified_replies_total',
      help: 'Replies that a person must decide: queued; decided by a person: opt-out, start, nothing; opted out without a person: deadline, deletion of the text',
      labelNames: ['outcome'],
      registers,
    });
    for (const outcome of ['queued', 'opt-out', 'start', 'nothing', 'deadline', 'deletion'])
      this.unclassified.inc({ outcome }, 0);
    this.webhooksRefused = new Counter({
      name: 'stopsms_webhooks_refused_total',
      help: 'Webhooks refused before their body was accepted, by problem code: signature, secret, rate',
      labelNames: ['provider', 'reason'],
      registers,
    });
    this.receiptsToReview = new Counter({
      name: 'stopsms_receipts_to_review_total',
      help: 'Receipts of callbacks whose word may mean, among other causes, that the recipient opted out at the provider: a person must check each there; the log has their ids',
      labelNames: ['provider'],
      registers,
    });
    this.callbacksSkipped = new Counter({
      name: 'stopsms_callbacks_skipped_total',
      help: 'Contents of callbacks that are neither a receipt nor a reply, by reason: unknown-state (a word that the vendor does not document), other-event, malformed (returned to the provider), no-number (a reply from a name or a code)',
      labelNames: ['provider', 'reason'],
      registers,
    });
    this.deliveriesRefused = new Counter({
      name: 'stopsms_deliveries_refused_total',
      help: 'Replies and receipts by a channel (not-its-way) or for a code (not-its-code) that their provider is not configured for; a STOP among them still blocks',
      labelNames: ['provider', 'kind', 'reason'],
      registers,
    });
    this.inboxReplies = new Counter({
      name: 'stopsms_inbox_replies_total',
      help: 'Replies read in the list of a provider: `delivered` (its callback had arrived), `recovered` (it had not), `no-number`, `refused`, `unreadable`',
      labelNames: ['provider', 'result'],
      registers,
    });
    this.inboxFailures = new Gauge({
      name: 'stopsms_opt_out_source_failures',
      help: 'Polls of a source of opt-outs, here the replies of a provider, that failed since the last that succeeded',
      labelNames: ['source'],
      registers,
    });
    this.inboxPolled = new Gauge({
      name: 'stopsms_opt_out_source_polled_seconds',
      help: 'Time at which a source of opt-outs, here the replies of a provider, was last read to its end',
      labelNames: ['source'],
      registers,
    });
    this.linksFollowed = new Counter({
      name: 'stopsms_unsubscribe_links_total',
      help: 'Requests to the unsubscribe page by token: known, unknown (cut, too old, or a guess), unsure (answered 503), limited (answered 429)',
      labelNames: ['token'],
      registers,
    });
    this.parkedReceipts = new Gauge({
      name: 'stopsms_receipts_parked',
      help: 'Receipts that wait for the status of their message',
      registers,
    });
    this.moToReply = new Histogram({
      name: 'stopsms_mo_to_reply_seconds',
      help: 'Time from the receipt of an MO to the commit of its reply',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
      registers,
    });
  }

  /** @param now - epoch ms */
  countReplies(replies: readonly Reply[], now: number): void {
    this.countRead(replies);
    for (const { channel, receivedAt } of replies) {
      if (channel === 'sms') this.moToReply.observe(Math.max(0, now - receivedAt) / 1_000);
    }
  }

  /** Counts replies without their latency: a person decides when there is time. */
  countRead(replies: readonly Reply[]): void {
    for (const { channel, tier, attributed } of replies) {
      this.replies.inc({ channel, tier, attributed: String(attributed) });
    }
  }
}
