import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ChangeOwnKeys } from '@stopsms/bootstrap';
import { heartbeatKey, optOuts } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { REPUBLICATIONS_SQL } from './republications.store';

/**
 * Changes the recipient keys of the list. It is on Kafka too, so it is published again under its new keys: a republication that begins with a
 * rest and the change of our own tables (`republish.ts`).
 */
@Injectable()
export class ChangeListKeys extends ChangeOwnKeys {
  constructor(
    database: Database,
    keys: RecipientKeys,
    @Inject(LOG) log: Log,
    private readonly outbox: Outbox,
  ) {
    super(database, keys, log);
  }

  /** Records the request alone: the replica that gets the lease carries it out. */
  override async begin(to: number, by: string): Promise<void> {
    const reason = 'the recipient secret is changed';
    await this.database.query(REPUBLICATIONS_SQL.begin, [randomUUID(), by, reason, to]);
  }

  /** @param by - who requested it */
  async tables(to: number, by: string): Promise<void> {
    await this.change(to, by);
  }

  /**
   * Publishes to each partition, before its first record of new keys, that these are of another generation, and that the list is incomplete.
   */
  protected override async also(tx: Tx, to: number): Promise<void> {
    const marks = Array.from({ length: optOuts.partitions }, (_, partition) => ({
      key: heartbeatKey(partition),
      partition,
      value: { heartbeat: 0, generation: to },
    }));
    await this.outbox.add(tx, optOuts, marks);
  }
}
