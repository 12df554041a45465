import { Injectable } from '@nestjs/common';
import type { UnreadableMo } from '@stopsms/contracts';
import { Clock, storableText } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { type Quarantine, endRecord, quarantineRecord, quarantines } from '../produces/inbound-mo.quarantines.v1';
import type { Reply } from '../produces/inbound-mo.replies.v1';
import type { QuarantinesSql } from './quarantines.sql';
import { DECIDED_STOPS, HELD_MOS, QUARANTINES_SQL } from './quarantines.store';

/** A reply that opts out, or that may and waits for a decision, and the MOs that it arrived in. */
export interface HeldReply {
  why: 'opt-out' | 'undecided';
  reply: Reply;
  moIds: readonly string[];
}

/** A decision that a reply asks to stop: the opt-out that suppression is to record, by the reply that waited. */
interface DecidedStop {
  unclassifiedId: string;
  reply: Reply;
}

/** A lost topic is complete again after this period. */
const REPUBLISH_AFTER_MS = 600_000;

/**
 * Publishes when a quarantine ends. A dispatcher holds the adverts of a number from its MO on until this service publishes that
 * the MO asks for no end of texts, or that suppression has recorded its opt-out. Each record is written in the transaction that
 * handles the MO.
 */
@Injectable()
export class TrackQuarantines {
  /** Records of before this start may bear recipient keys of the former secret. */
  private readonly startedAt: number;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    this.startedAt = clock.now();
  }

  /**
   * @param handled - every MO of the batch, and every part of the texts that are complete now
   * @param parted - those of them that are parts of long texts
   * @param held - those of them that opt out, or wait for a decision, and did not before
   */
  async track(
    tx: Tx,
    { handled, parted, held }: { handled: readonly string[]; parted: readonly string[]; held: readonly HeldReply[] },
  ): Promise<void> {
    const ids = [...new Set(handled)];
    const [stopped, parts] = await Promise.all([this.openForReplies(tx, held), this.openForParts(tx, parted)]);
    const kept = new Set([...stopped, ...parts].map(({ moId }) => moId));
    const waiting = await this.endHandled(
      tx,
      ids.filter((id) => !kept.has(id)),
    );
    const over = ids.filter((id) => !kept.has(id) && !waiting.has(id));
    await this.outbox.add(tx, quarantines, [...stopped, ...parts].map(quarantineRecord));
    await this.outbox.add(tx, quarantines, over.map(endRecord));
  }

  /** Ends the quarantines of replies whose opt-out suppression has recorded, now or earlier. */
  async endRecorded(replyIds: readonly string[]): Promise<void> {
    if (replyIds.length === 0) return;
    await this.database.run(async (tx) => {
      const over = await tx.query(QUARANTINES_SQL.endRecorded, [replyIds]);
      await this.publishEnds(tx, over);
    });
  }

  /** Ends the quarantines of replies that were decided to ask for no end of texts. */
  async endUnclassified(tx: Tx, unclassifiedIds: readonly string[]): Promise<void> {
    if (unclassifiedIds.length === 0) return;
    const over = await tx.query(QUARANTINES_SQL.endUnclassified, [unclassifiedIds]);
    await this.publishEnds(tx, over);
  }

  private publishEnds(tx: Tx, over: readonly { moId: string }[]): Promise<void> {
    return this.outbox.add(
      tx,
      quarantines,
      over.map(({ moId }) => endRecord(moId)),
    );
  }

  /** Holds adverts of replies that were decided to ask for an end of texts, until suppression has recorded that. */
  async holdDecidedStops(tx: Tx, stops: readonly DecidedStop[]): Promise<void> {
    if (stops.length === 0) return;
    const rows = DECIDED_STOPS.of(stops, ({ unclassifiedId, reply }) => ({
      unclassifiedId,
      replyId: reply.replyId,
      ...meantBy(reply),
    }));
    const kept = await tx.query(QUARANTINES_SQL.decideStops, [...rows, this.clock.now()]);
    await this.outbox.add(tx, quarantines, kept.map(toQuarantine).map(quarantineRecord));
  }

  /** Opens a quarantine for a dead-lettered MO, because its content is unknown. */
  async openUnreadable({ moId, recipientKey, code, receivedAt }: UnreadableMo): Promise<void> {
    await this.database.run(async (tx) => {
      const kept = await tx.query(QUARANTINES_SQL.openUnreadable, [
        moId,
        recipientKey ?? null,
        code === undefined ? null : storableText(code),
        receivedAt,
        this.clock.now(),
      ]);
      await this.outbox.add(tx, quarantines, kept.map(toQuarantine).map(quarantineRecord));
    });
  }

  /** Publishes open quarantines again in turn: under the current keys, and to a topic that may have been lost. */
  async republishOpen(): Promise<void> {
    const now = this.clock.now();
    await this.database.run(async (tx) => {
      await this.endSettled(tx, now - REPUBLISH_AFTER_MS);
      const open = await tx.query(QUARANTINES_SQL.republish, [now, Math.max(this.startedAt, now - REPUBLISH_AFTER_MS)]);
      await this.outbox.add(tx, quarantines, open.map(toQuarantine).map(quarantineRecord));
    });
  }

  /** Ends quarantines that a replica of the previous release left open when it settled their replies. */
  private async endSettled(tx: Tx, before: number): Promise<void> {
    const settled = await tx.query(QUARANTINES_SQL.settledReplies, [before]);
    await this.endUnclassified(
      tx,
      settled.map(({ replyId }) => replyId),
    );
  }

  private async openForReplies(tx: Tx, held: readonly HeldReply[]): Promise<Quarantine[]> {
    if (held.length === 0) return [];
    const mos = held.flatMap(({ why, reply, moIds }) => moIds.map((moId) => ({ why, reply, moId })));
    const rows = HELD_MOS.of(mos, ({ why, reply, moId }) => ({
      ...{ moId, why, replyId: reply.replyId, ...meantBy(reply) },
      recipientKey: reply.recipientKey,
      code: storableText(reply.code),
      receivedAt: reply.receivedAt,
    }));
    const kept = await tx.query(QUARANTINES_SQL.openOfReplies, [...rows, this.clock.now()]);
    return kept.map(toQuarantine);
  }

  /** Opens quarantines for parts whose text is incomplete. */
  private async openForParts(tx: Tx, ids: readonly string[]): Promise<Quarantine[]> {
    if (ids.length === 0) return [];
    const kept = await tx.query(QUARANTINES_SQL.openOfParts, [ids, this.clock.now()]);
    return kept.map(toQuarantine);
  }

  /** @returns ids that still wait for suppression or for a decision, since their first delivery */
  private async endHandled(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const waiting = await tx.query(QUARANTINES_SQL.endHandled, [ids]);
    return new Set(waiting.map(({ moId }) => moId));
  }
}

/** Returns the advertisers that a reply means: all of them if it is unattributed, as suppression reads it. */
const meantBy = ({ advertisers, everyAdvertiser }: Reply) => ({
  advertiserIds: JSON.stringify(advertisers.map(({ advertiserId }) => advertiserId)),
  everyAdvertiser: everyAdvertiser || advertisers.length === 0,
});

type Row = QuarantinesSql['republish']['row'];

const toQuarantine = ({ recipientKey, code, everyAdvertiser, advertiserIds, ...row }: Row): Quarantine => ({
  ...row,
  ...(recipientKey !== null && { recipientKey }),
  ...(code !== null && { code }),
  ...(everyAdvertiser && { everyAdvertiser }),
  ...(advertiserIds && { advertiserIds }),
});
