import { storableText } from '@stopsms/kernel';
import type { CountryCode } from 'libphonenumber-js/max';
import type { Clock } from '@stopsms/kernel';
import type { Log } from '@stopsms/service';
import type { SmppProvider } from '@stopsms/providers';
import {
  type Delivery,
  type LinkEnd,
  type MoDelivery,
  type ReceiptDelivery,
  RefusedForGood,
  SmppSession,
} from '@stopsms/smpp';
import { endSpan, rootSpan, runUnder } from '@stopsms/tracing';
import type { InboundMoMetrics } from '../inbound-mo-metrics';
import type { AcceptMo } from './accept-mo';
import type { AcceptReceipts } from '../receipts/accept-receipts';
import { BREACHES } from '../providers/provider-terms';
import { senderNumber, withoutScheme } from '../providers/sender-number';

interface ReceiverParts {
  homeCountry: CountryCode;
  acceptMo: AcceptMo;
  acceptReceipts: AcceptReceipts;
  clock: Clock;
  counts: InboundMoMetrics;
  log: Log;
}

const NO_NUMBER = 'the sender is not a phone number';
const E164 = /^\+[1-9]\d{6,14}$/;

/** Before an operator takes silence for a dead link: it gets a refusal, and the delivery again later. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * One operator's way to us, one bind that receives. What a handler resolves is acknowledged and never sent again, so each
 * resolves only when the text or receipt is durable. It is kept up whatever the operator answers: a STOP waits there.
 */
export class SmppReceiver {
  private readonly session: SmppSession;
  private lastEnd: LinkEnd | undefined;

  constructor(
    private readonly provider: SmppProvider,
    private readonly parts: ReceiverParts,
  ) {
    const { name, host, port, tls, systemId, password, systemType, enquireLinkMs, receiver } = provider;
    const account = { host, port, tls, systemId, password, systemType, enquireLinkMs };
    const { log } = parts;
    this.session = new SmppSession({ ...account, bind: receiver === 'transceiver' ? 'transceiver' : 'receiver' });
    this.session.on('state', (state, end) => {
      this.lastEnd = end ?? this.lastEnd;
      log.info({ provider: name, state, end }, 'Operator link');
    });
    this.session.on('fault', (error) => {
      log.warn({ err: error, provider: name }, 'Delivery not taken; the operator will send it again');
    });
    this.session.onDeliver((delivery) => this.take(delivery));
  }

  get name(): string {
    return this.provider.name;
  }

  get isBound(): boolean {
    return this.session.isBound;
  }

  open(): void {
    this.session.open();
  }

  /** Responds to deliveries in progress, then unbinds: the operator keeps later ones. */
  close(): Promise<void> {
    return this.session.close();
  }

  /** Undefined while it is bound. */
  problem(): string | undefined {
    if (this.session.isBound) return undefined;
    const { name, host, port } = this.provider;
    return `SMPP receiver of ${name} at ${host}:${port} is not bound (${this.lastEnd?.reason ?? this.session.state}); it keeps trying`;
  }

  private async take(delivery: Delivery): Promise<void> {
    const span = rootSpan('deliver_sm', {
      kind: 'server',
      attributes: {
        'network.protocol.name': 'smpp',
        'stopsms.provider': this.name,
        'stopsms.delivery': delivery.kind,
        ...(delivery.kind === 'receipt' && { 'smpp.message_id': delivery.receipt.messageId }),
      },
    });
    const taken = runUnder(span, () => (delivery.kind === 'mo' ? this.takeMo(delivery) : this.takeReceipt(delivery)));
    try {
      await inTime(taken);
      endSpan(span);
    } catch (error) {
      endSpan(span, error);
      throw error;
    }
  }

  private async takeMo({ from, to, text, part, dedupeId }: MoDelivery): Promise<void> {
    const { homeCountry, acceptMo, clock, counts, log } = this.parts;
    const provider = this.name;
    const sender = senderNumber(withoutScheme(from), homeCountry);
    if (!sender) {
      counts.mos.inc({ channel: 'smpp', result: 'no-number' });
      log.warn({ provider }, 'MO whose sender is not a number: refused for good; ask the operator who sent it');
      throw new RefusedForGood(NO_NUMBER);
    }
    try {
      const mo = {
        ...{ provider, from: sender.e164, to, text, receivedAt: clock.now() },
        ...(part ? { part } : {}),
        ...(dedupeId === undefined ? {} : { dedupeId }),
      };
      const accepted = await acceptMo.execute(mo, 'smpp');
      if (!accepted.ok) throw new RefusedForGood(BREACHES[accepted.refusal.code]);
      counts.mos.inc({ channel: 'smpp', result: 'accepted' });
    } catch (error) {
      counts.mos.inc({ channel: 'smpp', result: error instanceof RefusedForGood ? 'refused' : 'failed' });
      throw error;
    }
  }

  private async takeReceipt({ receipt, from, to, byFormAlone = false, dedupeId }: ReceiptDelivery): Promise<void> {
    const { homeCountry, acceptReceipts, clock, counts, log } = this.parts;
    const { messageId, state, error } = receipt;
    if (messageId === undefined || state === undefined) {
      counts.receipts.inc({ outcome: 'unreadable' });
      log.warn({ provider: this.name, state }, 'Receipt without message id or state, dropped');
      return;
    }
    // By its form alone it is joined to a text of its handset or to none, and operators differ in which end that is.
    const handset = byFormAlone
      ? (senderNumber(from, homeCountry) ?? senderNumber(to, homeCountry))?.e164
      : [from].find((number) => E164.test(number));
    const now = clock.now();
    const incoming = {
      provider: this.name,
      smscId: storableText(messageId),
      stat: state,
      ...(handset === undefined ? {} : { msisdn: handset }),
      onlyOfHandset: byFormAlone,
      // The operator's dates have no zone, so our time counts.
      at: now,
      receivedAt: now,
      ...(error === undefined ? {} : { error }),
      ...(dedupeId === undefined ? {} : { dedupeId }),
    };
    const accepted = await acceptReceipts.execute([incoming], 'smpp');
    if (!accepted.ok) throw new RefusedForGood(BREACHES[accepted.refusal.code]);
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
