import { Inject, Injectable } from '@nestjs/common';
import { ChangeOwnKeys } from '@stopsms/bootstrap';
import { heartbeatKey, optOuts } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';

/**
 * The list is on Kafka too, so it is written there again under its new keys: a republication that begins with a rest and the change
 * of our own tables (`republish.ts`).
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

  /** Only notes it: whichever replica has its turn does it. */
  override async begin(to: number, by: string): Promise<void> {
    await this.database.query(
      `INSERT INTO republication (id, requested_by, reason, started_at, moves_to)
       VALUES (gen_random_uuid(), $2, 'the recipient secret is changed', now(), $1)
       ON CONFLICT ((true)) WHERE finished_at IS NULL DO NOTHING`,
      [to, by],
    );
  }

  /** @param by - who wants it */
  async tables(to: number, by: string): Promise<void> {
    await this.change(to, by);
  }

  /**
   * From here on each partition has records of new keys: before the first of them, dispatchers are told that they are of another
   * generation, and that they are not whole.
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
