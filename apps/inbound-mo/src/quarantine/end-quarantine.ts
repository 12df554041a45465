import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { endRecord, quarantines } from '../produces/inbound-mo.quarantines.v1';
import { QUARANTINES_SQL } from './quarantines.store';
import { ListQuarantines, type QuarantineItem } from './list-quarantines';

/** Ends a quarantine by hand: a person takes responsibility that adverts may be sent, although the text could not be classified. */
@Injectable()
export class EndQuarantine {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly listed: ListQuarantines,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** An ended quarantine stays unchanged; one that waits for a decision stays open. @returns undefined if there is none */
  async execute(
    moId: string,
    by: string,
    reason: string,
  ): Promise<Result<QuarantineItem, { code: 'UNCLASSIFIED'; replyId: string }> | undefined> {
    await this.database.run(async (tx) => {
      const ended = await tx.query(QUARANTINES_SQL.endByHand, [moId, by, reason, this.clock.now()]);
      if (ended.length === 0) return;
      await this.outbox.add(tx, quarantines, [endRecord(moId)]);
      tx.afterCommit(() => this.log.info({ moId, by }, 'A person ended a quarantine'));
    });
    const item = await this.listed.byId(moId);
    if (item?.why === 'undecided' && item.replyId) return refused({ code: 'UNCLASSIFIED', replyId: item.replyId });
    return item && ok(item);
  }
}
