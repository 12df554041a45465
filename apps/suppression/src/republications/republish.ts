import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { RecipientKeys, maskNumbers } from '@stopsms/kernel';
import { Outbox, OutboxCapacity } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log, ScheduledJob } from '@stopsms/service';
import { movedNumbers, numberStateRecords, numberStates } from '../produces/suppression.number-states.v1';
import { currentRecord, movedFrom, optOuts } from '../produces/suppression.opt-outs.v1';
import { ChangeListKeys } from './change-list-keys';
import { NUMBERS_SQL, toNumberState } from '../numbers/numbers.store';
import { ENTRIES, OPT_OUTS_SQL } from '../opt-outs/opt-outs.store';
import type { RepublicationsSql } from './republications.sql';
import { REPUBLICATIONS_SQL } from './republications.store';

const PAGE = 500;
const INTERVAL_MS = 1_000;
const POLL_MS = 50;

type Republication = RepublicationsSql['latest']['row'];

/** Returns the key that a record has until it is moved. */
type Formerly = (recipientKey: string) => string;

/**
 * Writes every current state again to topics that were lost, through the outbox and with its rows locked, so that it
 * is in order with changes of the same moment. Until all of it is on Kafka no heartbeat is published (`heartbeats.ts`) and, on a
 * topic made anew, no canary: dispatchers hold adverts back meanwhile, since opt-outs may be missing
 * (docs/design/guarantees.md#g5).
 */
@Injectable()
export class Republish extends ScheduledJob {
  readonly everyMs = INTERVAL_MS;
  readonly failure = 'Opt-outs are not republished yet; adverts wait, retrying';
  private readonly replica = randomUUID();

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly capacity: OutboxCapacity,
    private readonly keys: RecipientKeys,
    private readonly change: ChangeListKeys,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
  }

  /** Begins one, or returns the one that is under way. */
  async begin(by: string, reason: string): Promise<Republication> {
    await this.database.query(REPUBLICATIONS_SQL.begin, [randomUUID(), maskNumbers(by), maskNumbers(reason), null]);
    return (await this.latest()) as Republication;
  }

  async latest(): Promise<Republication | undefined> {
    const [row] = await this.database.query(REPUBLICATIONS_SQL.latest);
    return row;
  }

  async isUnderWay(): Promise<boolean> {
    return (await this.latest())?.state === 'under-way';
  }

  /** Fills a topic that was made anew: true once all that is recorded is on it; false if the service stops first. */
  async complete(): Promise<boolean> {
    const [optOut] = await this.database.query(OPT_OUTS_SQL.any);
    const [number] = await this.database.query(NUMBERS_SQL.any);
    if (!optOut && !number) return true;
    const { id } = await this.begin('suppression', 'the opt-out topic had no canary: it was made anew');
    this.log.error({ republication: id }, 'The opt-out topic was made anew: writing every opt-out again, adverts wait');
    while (await this.isUnderWay()) {
      if (this.capacity.isStopping) return false;
      await delay(POLL_MS);
    }
    return true;
  }

  async execute(): Promise<void> {
    const [mine] = await this.database.query(REPUBLICATIONS_SQL.lease, [this.replica]);
    if (!mine) return;
    const { movesTo } = mine;
    if (movesTo !== null && movesTo > this.keys.generation) {
      // The process then restarts with the new keys, and continues from there.
      if (mine.isRested) await this.change.tables(movesTo, mine.by);
      return;
    }
    const formerly = movesTo === null ? undefined : (key: string) => this.keys.inGeneration(key, movesTo - 1);
    let at = ['', ''];
    for (let more = true; more;) {
      if (!(await this.capacity.wait())) return;
      const page = await this.database.run((tx) => this.optOutPage(tx, mine.id, at, formerly));
      at = page.at(-1) ?? at;
      more = page.length === PAGE;
    }
    for (let after = '', more = true; more;) {
      if (!(await this.capacity.wait())) return;
      const page = await this.database.run((tx) => this.numberPage(tx, mine.id, after, formerly));
      after = page.at(-1) ?? after;
      more = page.length === PAGE;
    }
    if (!(await this.capacity.drained())) return;
    const [done] = await this.database.query(REPUBLICATIONS_SQL.finish, [mine.id]);
    this.log.info({ republication: done }, 'Every opt-out is published again');
  }

  /**
   * Publishes one page, as it is at this moment. Chosen in the order of an index, locked in the order in which everybody locks
   * opt-outs, so that no two transactions wait for each other.
   */
  private async optOutPage(
    tx: Tx,
    id: string,
    [scope = '', key = '']: string[],
    formerly?: Formerly,
  ): Promise<string[][]> {
    const page = await tx.query(OPT_OUTS_SQL.keysFrom, [scope, key, PAGE]);
    const rows = await tx.query(OPT_OUTS_SQL.share, ENTRIES.of(page));
    await this.outbox.add(tx, optOuts, rows.map(currentRecord));
    if (formerly) await this.outbox.add(tx, optOuts, movedFrom(rows, formerly));
    await tx.query(REPUBLICATIONS_SQL.countOptOuts, [id, rows.length]);
    return page.map((row) => [row.scope, row.recipientKey]);
  }

  private async numberPage(tx: Tx, id: string, after: string, formerly?: Formerly): Promise<string[]> {
    const rows = await tx.query(NUMBERS_SQL.share, [after, PAGE]);
    const records = rows.flatMap((row) => numberStateRecords(row.recipientKey, toNumberState(row)));
    await this.outbox.add(tx, numberStates, records);
    if (formerly) await this.outbox.add(tx, numberStates, movedNumbers(records, formerly));
    await tx.query(REPUBLICATIONS_SQL.countNumberStates, [id, records.length]);
    return rows.map(({ recipientKey }) => recipientKey);
  }
}
