import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { LOG, type Log, Metrics, Readiness } from '@stopsms/service-kit';
import { type Delivery, type LinkEnd, type MoDelivery, type ReceiptDelivery, SmppSession } from '@stopsms/smpp';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { AcceptMo } from '../use-cases/accept-mo';
import { AcceptReceipts } from '../use-cases/accept-receipts';
import { HOME_COUNTRY, senderNumber } from '../use-cases/sender-number';
import { storableText } from './storable-text';

export interface SmppSettings {
  provider: string;
  host: string;
  port: number;
  systemId: string;
  password: string;
}
export const SMPP_SETTINGS = Symbol('smpp settings');

/** Before an operator takes silence for a dead link: it gets a refusal, and the delivery again later. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * The operator's way to us, one receiver bind. What a handler resolves is acknowledged and never sent again, so each
 * resolves only when the text or receipt is durable.
 */
@Injectable()
export class SmppReceiver implements OnApplicationBootstrap {
  private readonly session: SmppSession;
  private lastEnd: LinkEnd | undefined;

  constructor(
    @Inject(SMPP_SETTINGS) private readonly settings: SmppSettings,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
    private readonly acceptMo: AcceptMo,
    private readonly acceptReceipts: AcceptReceipts,
    private readonly clock: Clock,
    private readonly counts: InboundMoMetrics,
    readiness: Readiness,
    metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.session = new SmppSession({ ...settings, bind: 'receiver' });
    this.session.on('state', (state, end) => {
      this.lastEnd = end ?? this.lastEnd;
      this.log.info({ provider: settings.provider, state, end }, 'Operator link');
    });
    this.session.on('fault', (error) => {
      this.log.warn({ err: error, provider: settings.provider }, 'Delivery not taken; the operator will send it again');
    });
    this.session.onDeliver((delivery) => this.take(delivery));
    readiness.register('operator-link', () => this.problem());
    metrics.gauge('stopsms_operator_link_up', '1 while the receiver is bound', () => (this.session.isBound ? 1 : 0));
  }

  onApplicationBootstrap(): void {
    this.session.open();
  }

  /** Answers what is in hand, then unbinds: from then on the operator keeps what it has for us. */
  async close(): Promise<void> {
    await this.session.close();
  }

  private problem(): string | undefined {
    if (this.session.isBound) return undefined;
    const { provider, host, port } = this.settings;
    return `SMPP receiver of ${provider} at ${host}:${port} is not bound (${this.lastEnd?.reason ?? this.session.state}); it keeps trying`;
  }

  private take(delivery: Delivery): Promise<void> {
    return inTime(delivery.kind === 'mo' ? this.takeMo(delivery) : this.takeReceipt(delivery));
  }

  private async takeMo({ from, to, text, part, dedupeId }: MoDelivery): Promise<void> {
    const { provider } = this.settings;
    const sender = senderNumber(from, this.homeCountry);
    if (!sender) {
      this.counts.mos.inc({ channel: 'smpp', result: 'no-number' });
      this.log.warn({ provider }, 'MO from a name or a short code: nobody to opt out, acknowledged and dropped');
      return;
    }
    try {
      await this.acceptMo.execute({
        provider,
        from: sender.e164,
        to,
        text,
        receivedAt: this.clock.now(),
        ...(part ? { part } : {}),
        ...(dedupeId === undefined ? {} : { dedupeId }),
      });
      this.counts.mos.inc({ channel: 'smpp', result: 'accepted' });
    } catch (error) {
      this.counts.mos.inc({ channel: 'smpp', result: 'failed' });
      throw error;
    }
  }

  private async takeReceipt({ receipt, dedupeId }: ReceiptDelivery): Promise<void> {
    const { messageId, state, error } = receipt;
    if (messageId === undefined || state === undefined) {
      this.counts.receipts.inc({ outcome: 'unreadable' });
      this.log.warn({ provider: this.settings.provider, state }, 'Receipt without message id or state, dropped');
      return;
    }
    const now = this.clock.now();
    await this.acceptReceipts.execute([
      {
        provider: this.settings.provider,
        smscId: storableText(messageId),
        stat: state,
        // The operator's own dates carry no zone, so ours tells when.
        at: now,
        receivedAt: now,
        ...(error === undefined ? {} : { error }),
        ...(dedupeId === undefined ? {} : { dedupeId }),
      },
    ]);
  }
}

/** Rejects when `taken` has not ended soon enough; what it does may still happen, and a retry then is recognised. */
function inTime(taken: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error(`not durable within ${ANSWER_WITHIN_MS} ms: check Kafka and PostgreSQL`));
    const timer = setTimeout(giveUp, ANSWER_WITHIN_MS);
    void taken.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
