import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@stopsms/persistence';
import { LINKS_SQL } from '../links/links.store';
import { TrackQuarantines } from '../quarantine/track-quarantines';
import { PublishGatewayReplies } from '../replies/gateway/publish-gateway-replies';
import { PARTS_SQL } from '../replies/parts.store';
import { REPLIES_SQL } from '../replies/replies.store';
import { UNCLASSIFIED_SQL } from '../replies/unclassified/unclassified.store';
import { ERASURES } from '../retention';

interface Erasure {
  recipientKey: string;
  /** `*` or an advertiser id: whose data of the person. */
  scope: string;
  /** The opt-out itself was erased: the person's texts have no further effect. */
  forget?: boolean;
}

/**
 * Erases number and text of what a person wrote and was sent (docs/law/retention.md#erasure). The keyed hash stays, so that
 * an old unsubscribe link still opts out. A part whose text is not whole yet stays too: a STOP may be in it. What waits for a
 * decision and may ask to stop opts out soon after (see ExpireUnclassified); until then it keeps adverts.
 */
@Injectable()
export class EraseRecipients {
  constructor(
    private readonly database: Database,
    private readonly quarantines: TrackQuarantines,
    private readonly publishGatewayReplies: PublishGatewayReplies,
  ) {}

  async execute(erasures: Erasure[]): Promise<void> {
    if (erasures.length === 0) return;
    const rows = ERASURES.of(erasures);
    await this.database.run(async (tx) => {
      tx.send(PARTS_SQL.erase, rows);
      const erased = await tx.query(REPLIES_SQL.erase, rows);
      await this.publishGatewayReplies.erase(
        tx,
        erased.filter(({ isAtGateway }) => isAtGateway),
      );
      tx.send(UNCLASSIFIED_SQL.eraseStarts, [erasures.map(({ recipientKey }) => recipientKey)]);
      await this.eraseUnclassified(
        tx,
        erasures.flatMap(({ recipientKey, forget }) => (forget ? [recipientKey] : [])),
      );
      tx.send(LINKS_SQL.erase, rows);
    });
  }

  /** No consent is left, so that no advert leaves to them either way. */
  private async eraseUnclassified(tx: Tx, recipientKeys: string[]): Promise<void> {
    if (recipientKeys.length === 0) return;
    const erased = await tx.query(UNCLASSIFIED_SQL.eraseOpen, [recipientKeys]);
    await this.quarantines.endUnclassified(
      tx,
      erased.map(({ id }) => id),
    );
  }
}
