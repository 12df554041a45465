import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { isName } from './sender-likeness.rule';
import { PublishAdvertiserChange } from '../publish-advertiser-change';
import { SENDERS_SQL } from './senders.store';
import { SenderRegistry, type SenderTaken, type SenderView, type WantedSender } from './sender-registry';

export type SenderRefusal =
  { code: 'advertiser-unknown' | 'sender-unknown' | 'too-many-senders' | 'code-of-nobody' } | SenderTaken;

/** Bounds what every service keeps in memory of an advertiser. Those that are revoked do not count. */
export const MAX_SENDERS = 100;

/** Under what an advertiser may write, and where: an operator decides, and the advertiser is published in the same transaction. */
@Injectable()
export class AdvertiserSenders {
  constructor(
    private readonly database: Database,
    private readonly registry: SenderRegistry,
    private readonly publishChange: PublishAdvertiserChange,
    private readonly clock: Clock,
  ) {}

  /** @param as - what becomes of it: an operator approves, an advertiser asks */
  async add(wanted: WantedSender, as: 'approved' | 'requested'): Promise<Result<SenderView, SenderRefusal>> {
    return this.publishChange.execute<SenderView, SenderRefusal>(wanted.advertiserId, async (tx, { codes }) => {
      if (!isName(wanted.sender) && !codes.includes(wanted.sender)) return refused({ code: 'code-of-nobody' });
      const [{ count } = { count: 0 }] = await tx.query(SENDERS_SQL.count, [wanted.advertiserId]);
      if (count >= MAX_SENDERS) return refused({ code: 'too-many-senders' });
      return as === 'approved' ? this.registry.approve(tx, wanted) : this.registry.request(tx, wanted);
    });
  }

  /** Approved twice is approved once. */
  async approve(advertiserId: string, id: string, by: string): Promise<Result<SenderView, SenderRefusal>> {
    return this.publishChange.execute<SenderView, SenderRefusal>(advertiserId, async (tx) => {
      const found = await this.find(tx, advertiserId, id);
      if (!found) return refused({ code: 'sender-unknown' });
      const approved = await this.registry.approve(tx, { ...found, by });
      if (!approved.ok) return approved;
      // Who asked stays on record beside who approved.
      const [view] = await tx.query(SENDERS_SQL.setRequest, [id, found.requestedAt, found.requestedBy]);
      return view ? ok(view) : refused({ code: 'sender-unknown' });
    });
  }

  /** Refuses all messages with it from then on, including requested ones. Idempotent. */
  async revoke(
    advertiserId: string,
    id: string,
    { by, reason }: { by: string; reason: string },
  ): Promise<Result<SenderView, SenderRefusal>> {
    return this.publishChange.execute<SenderView, SenderRefusal>(advertiserId, async (tx) => {
      await tx.query(SENDERS_SQL.revoke, [advertiserId, id, this.clock.now(), by, reason]);
      const view = await this.find(tx, advertiserId, id);
      return view ? ok(view) : refused({ code: 'sender-unknown' });
    });
  }

  /** Senders of an advertiser, ordered by country and name. */
  async list(advertiserId: string): Promise<SenderView[]> {
    return this.database.query(SENDERS_SQL.list, [advertiserId]);
  }

  private async find(tx: Tx, advertiserId: string, id: string): Promise<SenderView | undefined> {
    const [view] = await tx.query(SENDERS_SQL.byId, [advertiserId, id]);
    return view;
  }
}
