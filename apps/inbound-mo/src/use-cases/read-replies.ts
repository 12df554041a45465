import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable } from '@nestjs/common';
import type { MoReceived } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { AdvertiserDirectory } from '@stopsms/service-kit';
import { type SendsByRecipient, SendLedger } from '../adapters/send-ledger';
import { attribute } from '../attribution/attribute';
import { readReply } from '../domain/read-reply';
import { optsOut } from '../domain/reading';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import type { Reply } from '../produces/inbound-mo.replies.v1';
import { continueTrace } from './continue-trace';
import { JoinParts, type WholeMo } from './join-parts';
import { nameReplies } from './name-replies';
import { BREACHES } from './provider-terms';
import { KeepQuarantines, type Stop } from './quarantine/keep-quarantines';
import { HOME_COUNTRY, senderNumber } from './sender-number';
import { StoreReplies, type StoredReply } from './store-replies';

export const ATTRIBUTION_HORIZON_MS = Symbol('attribution horizon');

type ReceivedMo = MoReceived & { traceparent: string };

/** Reads what people answer, and for whom it is meant. The same MO read twice, or sent again within 48 hours, is one reply. */
@Injectable()
export class ReadReplies {
  constructor(
    private readonly database: Database,
    private readonly ledger: SendLedger,
    private readonly joinParts: JoinParts,
    private readonly storeReplies: StoreReplies,
    private readonly quarantines: KeepQuarantines,
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
    @Inject(ATTRIBUTION_HORIZON_MS) private readonly horizonMs: number,
  ) {}

  /** All that was sent before these replies is in the ledger already: see RECIPIENTS_GROUP. */
  async execute(mos: ReceivedMo[]): Promise<void> {
    const sends = await this.sendsTo(mos);
    const fresh = await this.database.run(async (tx) => {
      const wholes = await this.joinParts.take(tx, mos);
      return this.store(tx, wholes, sends, mos);
    });
    this.metrics.countReplies(fresh, this.clock.now());
  }

  /** Reads long texts whose missing parts nobody waits for any longer. */
  async readOverdue(cutoff: number): Promise<void> {
    const fresh = await this.database.run(async (tx) => {
      const mos = await this.joinParts.takeOverdue(tx, cutoff);
      return this.store(tx, mos, await this.sendsTo(mos));
    });
    this.metrics.countReplies(fresh, this.clock.now());
  }

  private sendsTo(mos: { recipientKey: string }[]): Promise<SendsByRecipient> {
    const recipients = mos.map(({ recipientKey }) => recipientKey);
    return this.ledger.sendsTo(recipients, this.clock.now() - this.horizonMs);
  }

  /** @param mos - as they came: also those that are no whole text yet, and those that were read before */
  private async store(tx: Tx, wholes: WholeMo[], sends: SendsByRecipient, mos: ReceivedMo[] = []): Promise<Reply[]> {
    const ids = await nameReplies(tx, wholes);
    const named = wholes.map((mo, n) => ({ mo, replyId: ids[n] ?? mo.moId }));
    const told = await this.storeReplies.execute(
      tx,
      named.map(({ mo, replyId }) => this.readOne(replyId, mo, sends.get(mo.recipientKey) ?? [])),
    );
    const handled = [...mos.map(({ moId }) => moId), ...wholes.flatMap(({ moIds }) => moIds)];
    await this.quarantines.follow(tx, handled, stopsAmong(told, named));
    return told;
  }

  private readOne(replyId: string, mo: WholeMo, sends: Parameters<typeof attribute>[1]): StoredReply {
    const region = senderNumber(mo.from, this.homeCountry)?.region ?? this.homeCountry;
    const read = readReply(mo.text, region);
    const { tier, reason, keyword, flag = false, stopAll = false, wrongPerson = false, unread = false } = read;
    const reply = {
      replyId,
      recipientKey: mo.recipientKey,
      msisdn: mo.from,
      region,
      channel: 'sms' as const,
      code: mo.to,
      tier,
      reason: mo.breach ? `${reason}; ${BREACHES[mo.breach]}` : reason,
      everyAdvertiser: stopAll,
      ...attribute({ text: mo.text, code: mo.to }, sends, this.directory),
      receivedAt: mo.receivedAt,
      ...(sends.length > 0 && { textedBy: [...new Set(sends.map(({ advertiserId }) => advertiserId))] }),
      ...(keyword === undefined ? {} : { keyword }),
      ...(mo.breach && { breach: mo.breach }),
      ...(wrongPerson && { about: 'wrong-person' as const }),
    };
    const traceparent = continueTrace(reply, mo.traceparent, sends);
    return { reply, provider: mo.provider, text: mo.text, flag, unread, traceparent };
  }
}

function stopsAmong(told: readonly Reply[], named: readonly { mo: WholeMo; replyId: string }[]): Stop[] {
  return told
    .filter(({ tier }) => optsOut(tier))
    .map((reply) => ({
      reply,
      moIds: [...new Set(named.flatMap(({ mo, replyId }) => (replyId === reply.replyId ? mo.moIds : [])))],
    }));
}
