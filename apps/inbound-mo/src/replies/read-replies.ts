import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { MoReceived } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { SendLedger } from '../receipts/send-ledger';
import { attribute } from './attribution/attribute';
import { loadReplyModel, optsOut, type Reading, readReply, type ReplyContext } from '@stopsms/reply-reader';
import type { JudgedText } from './retries';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import type { Reply } from '../produces/inbound-mo.replies.v1';
import { continueTrace } from './continue-trace';
import { FindEarlier, contextOf } from './find-earlier';
import { FindOrigins, type Origin } from './attribution/find-origins';
import type { RecentSend } from '../receipts/recent-send';
import { JoinParts, type WholeMo } from './join-parts';
import { BREACHES } from '../providers/provider-terms';
import { type HeldReply, TrackQuarantines } from '../quarantine/track-quarantines';
import { RecogniseRetries } from './recognise-retries';
import { HOME_COUNTRY, senderNumber } from '../providers/sender-number';
import { type NewReplies, StoreReplies, type StoredReply } from './store-replies';

export const ATTRIBUTION_HORIZON_MS = Symbol('attribution horizon');

type ReceivedMo = MoReceived & { traceparent: string };

/** Reads what people answer, and for whom it is meant. The same MO read twice is one reply; what may be a retry of another is judged. */
@Injectable()
export class ReadReplies implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly ledger: SendLedger,
    private readonly joinParts: JoinParts,
    private readonly findEarlier: FindEarlier,
    private readonly origins: FindOrigins,
    private readonly retries: RecogniseRetries,
    private readonly storeReplies: StoreReplies,
    private readonly quarantines: TrackQuarantines,
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
    @Inject(ATTRIBUTION_HORIZON_MS) private readonly horizonMs: number,
  ) {}

  /** Without its weights the service does not start. */
  onModuleInit(): void {
    loadReplyModel();
  }

  /** Reads texts once all that was sent to their senders is in the ledger: see RECIPIENTS_GROUP. */
  async execute(mos: ReceivedMo[]): Promise<void> {
    await this.ledger.catchUpOnEarlierKeys(mos.map(({ recipientKey }) => recipientKey));
    const fresh = await this.database.run(async (tx) => {
      const wholes = await this.joinParts.take(tx, mos);
      return this.store(tx, wholes, mos);
    });
    this.metrics.countReplies(fresh, this.clock.now());
  }

  /** Reads long texts whose missing parts nobody waits for any longer. */
  async readOverdue(cutoff: number): Promise<void> {
    const fresh = await this.database.run(async (tx) => {
      const mos = await this.joinParts.takeOverdue(tx, cutoff);
      return this.store(tx, mos);
    });
    this.metrics.countReplies(fresh, this.clock.now());
  }

  /** @param mos - as they came: also those that are no whole text yet, and those that were read before; none where parts are overdue */
  private async store(tx: Tx, wholes: WholeMo[], mos?: ReceivedMo[]): Promise<Reply[]> {
    const replies = wholes.length === 0 ? [] : await this.readAll(tx, wholes, mos ? 'as read' : 'as accepted');
    const kept = await this.storeReplies.execute(tx, replies);
    const handled = [...(mos ?? []).map(({ moId }) => moId), ...wholes.flatMap(({ moIds }) => moIds)];
    const parted = (mos ?? []).flatMap(({ moId, part }) => (part ? [moId] : []));
    await this.quarantines.track(tx, { handled, parted, held: heldAmong(kept, wholes) });
    return kept.published;
  }

  /** Reads texts. All that is to be known of them is looked up in one round trip: a STOP waits meanwhile. */
  private async readAll(tx: Tx, wholes: WholeMo[], order: 'as read' | 'as accepted'): Promise<StoredReply[]> {
    const recipients = wholes.map(({ recipientKey }) => recipientKey);
    const [sends, earlier, origins] = await Promise.all([
      this.ledger.sendsTo(recipients, this.clock.now() - this.horizonMs, tx),
      this.findEarlier.execute(tx, wholes),
      this.origins.execute(tx, wholes),
    ]);
    const texts = wholes.map((mo, n) => this.read(mo, contextOf(mo, sends, earlier.askedBefore.has(n))));
    const judged = this.retries.judge(tx, texts, earlier, order);
    return texts.flatMap((text, n) => {
      const judgement = judged[n];
      const { moId, recipientKey } = text.mo;
      return judgement ? [this.replyOf(text, judgement, sends.get(recipientKey) ?? [], origins.get(moId))] : [];
    });
  }

  private read(mo: WholeMo, context: ReplyContext): ReadMo {
    const region = senderNumber(mo.from, this.homeCountry)?.region ?? this.homeCountry;
    return { mo, region, read: readReply(mo.text, region, context) };
  }

  private replyOf(
    { mo, region, read }: ReadMo,
    { acceptedAt, repeats, isRepetition, isDoubtfulStart = false }: JudgedText,
    sends: readonly RecentSend[],
    origin?: Origin,
  ): StoredReply {
    const { reason, keyword, stopAll = false, wrongPerson = false, unclassified, certainty } = read;
    // A callback without a code may name the message that it answers: its code is meant.
    const code = mo.to === '' ? (origin?.replyCode ?? '') : mo.to;
    const isUnclassifiedStart = read.tier === 'start' && (unclassified !== undefined || isDoubtfulStart);
    const reply = {
      replyId: mo.moId,
      recipientKey: mo.recipientKey,
      msisdn: mo.from,
      region,
      channel: 'sms' as const,
      code,
      // No consumer may take it for a START before a person has decided that it is one.
      tier: isUnclassifiedStart ? ('none' as const) : read.tier,
      reason: [
        isUnclassifiedStart ? `${MAY_ASK_FOR_TEXTS}: ${reason}` : reason,
        ...(mo.breach ? [BREACHES[mo.breach]] : []),
        ...(isDoubtfulStart ? [MAY_BE_EARLIER] : []),
        ...(repeats === undefined ? [] : [isRepetition ? uncounted(repeats) : `as reply ${repeats}`]),
      ].join('; '),
      everyAdvertiser: stopAll,
      ...attribute({ text: mo.text, code }, sends, this.directory, origin?.send),
      receivedAt: mo.receivedAt,
      ...(acceptedAt !== undefined && { acceptedAt }),
      ...(sends.length > 0 && { textedBy: [...new Set(sends.map(({ advertiserId }) => advertiserId))] }),
      ...(keyword === undefined || isUnclassifiedStart ? {} : { keyword }),
      ...(mo.breach && { breach: mo.breach }),
      // Parts come without date.
      ...((mo.mayBeCopy || mo.isJoined) && { mayBeCopy: true as const }),
      ...(isAnswered(mo, isUnclassifiedStart ? 'none' : read.tier) && { confirmedBy: mo.provider }),
      ...(wrongPerson && { about: 'wrong-person' as const }),
    };
    const traceparent = continueTrace(reply, mo.traceparent, sends);
    const asks = unclassified ?? (isDoubtfulStart ? 'start' : undefined);
    const request = asks && { asksFor: ASKS_FOR[asks], ...(certainty !== undefined && { certainty }) };
    return {
      ...{ reply, provider: mo.provider, text: mo.text, isRepetition, traceparent },
      ...(request && { unclassified: request }),
      ...(read.tier === 'start' && { start: startOf(mo) }),
    };
  }
}

interface ReadMo {
  mo: WholeMo;
  region: string;
  read: Reading;
}

/** True if its operator answers it as what it was read as: what its operator took for another word gets our answer. */
function isAnswered({ confirmedBy, answeredAs }: WholeMo, tier: Reply['tier']): boolean {
  if (optsOut(tier)) return confirmedBy !== undefined;
  if (tier === 'start') return answeredAs === 'START';
  return answeredAs === 'HELP' && (tier === 'help' || tier === 'contact');
}

const uncounted = (repeats: string): string =>
  `nothing shows that it is another text than that of reply ${repeats}, so it counts for nothing`;

/** Returns the id and the date by which a START is recognised if it is delivered again. */
const startOf = ({ operatorId, datedAt }: WholeMo): NonNullable<StoredReply['start']> => ({
  ...(operatorId !== undefined && { operatorId }),
  ...(datedAt !== undefined && { datedAt }),
});

const MAY_BE_EARLIER = 'nothing shows that it is another text than an earlier START of the person';
const MAY_ASK_FOR_TEXTS = 'it may ask to receive texts again';
const ASKS_FOR = { request: 'stop', start: 'start' } as const;

/** Returns the replies that hold adverts to their senders. */
function heldAmong({ published, unclassified }: NewReplies, wholes: readonly WholeMo[]): HeldReply[] {
  const moIdsOf = ({ replyId }: Reply): string[] => [
    ...new Set(wholes.flatMap(({ moId, moIds }) => (moId === replyId ? moIds : []))),
  ];
  const stops = published.filter(({ tier }) => optsOut(tier));
  const possibleStops = unclassified.filter((each) => each.unclassified.asksFor === 'stop');
  return [
    ...stops.map((reply) => ({ why: 'opt-out' as const, reply, moIds: moIdsOf(reply) })),
    ...possibleStops.map(({ reply }) => ({ why: 'undecided' as const, reply, moIds: moIdsOf(reply) })),
  ];
}
