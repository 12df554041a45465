import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { RecipientKeys, maskNumbers } from '@stopsms/kernel';
import { Outbox, OutboxCapacity } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log, ScheduledJob } from '@stopsms/service';
import { movedNumbers, numberStateRecords, numberStates } from '../produces/suppression.number-states.v1';
import { type CurrentOptOut, currentRecord, movedFrom, optOuts } from '../produces/suppression.opt-outs.v1';
import { ChangeListKeys } from './change-list-keys';
import { KNOWN_NUMBER, type KnownNumber } from '../numbers/record-number-states';

const PAGE = 500;
const LOOK_EVERY_MS = 1_000;
const LOOK_AGAIN_MS = 50;
/** A replica that was killed loses its turn after so long. */
const TURN = `interval '30 seconds'`;
/** Heartbeats have ended for so long, and no advert is in flight any more, before the first record of new keys is written. */
const REST = `interval '10 seconds'`;

export interface Republication {
  id: string;
  state: 'under-way' | 'finished';
  requestedBy: string;
  reason: string;
  startedAt: Date;
  finishedAt: Date | null;
  optOuts: number;
  numberStates: number;
}

const COLUMNS = `id, CASE WHEN finished_at IS NULL THEN 'under-way' ELSE 'finished' END AS state, requested_by AS "requestedBy",
  reason, started_at AS "startedAt", finished_at AS "finishedAt", opt_outs::float8 AS "optOuts", number_states::float8 AS "numberStates"`;

interface Turn {
  id: string;
  /** The generation of the keys that the list is moved to; null when it is only written again. */
  movesTo: number | null;
  by: string;
  isRested: boolean;
}
/** The key that a record lies under until it is moved. */
type Formerly = (recipientKey: string) => string;

/**
 * Writes every current state again to topics that were lost, through the outbox and with its rows locked, so that it takes
 * its place among the changes of the same moment. Until all of it is on Kafka no heartbeat is written (`beat.ts`) and, on a
 * topic made anew, no canary: dispatchers hold adverts back meanwhile, since somebody may be missing
 * (docs/design/guarantees.md#g5).
 */
@Injectable()
export class Republish extends ScheduledJob {
  readonly everyMs = LOOK_EVERY_MS;
  readonly failure = 'Opt-outs are not republished yet; adverts wait, retrying';
  private readonly replica = randomUUID();

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly room: OutboxCapacity,
    private readonly keys: RecipientKeys,
    private readonly change: ChangeListKeys,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
  }

  /** @returns the one that is under way, if there is one already */
  async begin(by: string, reason: string): Promise<Republication> {
    await this.database.query(
      `INSERT INTO republication (id, requested_by, reason, started_at) VALUES ($1, $2, $3, now())
       ON CONFLICT ((true)) WHERE finished_at IS NULL DO NOTHING`,
      [randomUUID(), maskNumbers(by), maskNumbers(reason)],
    );
    return (await this.latest()) as Republication;
  }

  async latest(): Promise<Republication | undefined> {
    const [row] = await this.database.query<Republication>(
      `SELECT ${COLUMNS} FROM republication ORDER BY finished_at DESC NULLS FIRST LIMIT 1`,
    );
    return row;
  }

  async isUnderWay(): Promise<boolean> {
    return (await this.latest())?.state === 'under-way';
  }

  /** For a topic that was made anew: true once all that is known is on it; false when the service is being stopped. */
  async complete(): Promise<boolean> {
    const [known] = await this.database.query('SELECT 1 FROM opt_out UNION ALL SELECT 1 FROM number_state LIMIT 1');
    if (!known) return true;
    const { id } = await this.begin('suppression', 'the opt-out topic had no canary: it was made anew');
    this.log.error({ republication: id }, 'The opt-out topic was made anew: writing every opt-out again, adverts wait');
    while (await this.isUnderWay()) {
      if (this.room.isStopping) return false;
      await delay(LOOK_AGAIN_MS);
    }
    return true;
  }

  async execute(): Promise<void> {
    const [mine] = await this.database.query<Turn>(
      `UPDATE republication SET replica = $1, turn_ends_at = now() + ${TURN}, opt_outs = 0, number_states = 0
       WHERE finished_at IS NULL AND (turn_ends_at IS NULL OR turn_ends_at < now() OR replica = $1)
       RETURNING id, moves_to AS "movesTo", requested_by AS by, started_at + ${REST} < now() AS "isRested"`,
      [this.replica],
    );
    if (!mine) return;
    const { movesTo } = mine;
    if (movesTo !== null && movesTo > this.keys.generation) {
      // Then we begin anew, with the new keys, and it goes on from there.
      if (mine.isRested) await this.change.tables(movesTo, mine.by);
      return;
    }
    const formerly = movesTo === null ? undefined : (key: string) => this.keys.inGeneration(key, movesTo - 1);
    let at = ['', ''];
    for (let more = true; more;) {
      if (!(await this.room.wait())) return;
      const page = await this.database.run((tx) => this.optOutPage(tx, mine.id, at, formerly));
      at = page.at(-1) ?? at;
      more = page.length === PAGE;
    }
    for (let after = '', more = true; more;) {
      if (!(await this.room.wait())) return;
      const page = await this.database.run((tx) => this.numberPage(tx, mine.id, after, formerly));
      after = page.at(-1) ?? after;
      more = page.length === PAGE;
    }
    if (!(await this.sent())) return;
    const [done] = await this.database.query<Republication>(
      `UPDATE republication SET finished_at = now() WHERE id = $1 RETURNING ${COLUMNS}`,
      [mine.id],
    );
    this.log.info({ republication: done }, 'Every opt-out was written again');
  }

  /**
   * One page, as it is at this moment. Chosen in the order of an index, locked in the order in which everybody locks
   * opt-outs, so that nobody waits for one another in a circle.
   */
  private async optOutPage(tx: Tx, id: string, [scope, key]: string[], formerly?: Formerly): Promise<string[][]> {
    const page = await tx.query<{ recipient_key: string; scope: string }>(
      `SELECT recipient_key, scope FROM opt_out WHERE (scope COLLATE "C", recipient_key COLLATE "C") > ($1, $2)
       ORDER BY scope COLLATE "C", recipient_key COLLATE "C" LIMIT ${PAGE}`,
      [scope, key],
    );
    const rows = await tx.query<CurrentOptOut>(
      `SELECT o.recipient_key AS "recipientKey", o.scope, o.state, o.episode_id AS "episodeId", o.source,
         o.evidence_id AS "evidenceId", round(extract(epoch FROM o.since) * 1000)::float8 AS at
       FROM opt_out o JOIN unnest($1::text[], $2::text[]) AS p(key, scope) ON o.recipient_key = p.key AND o.scope = p.scope
       ORDER BY o.recipient_key COLLATE "C", o.scope COLLATE "C" FOR SHARE OF o`,
      [page.map((row) => row.recipient_key), page.map((row) => row.scope)],
    );
    await this.outbox.add(tx, optOuts, rows.map(currentRecord));
    if (formerly) await this.outbox.add(tx, optOuts, movedFrom(rows, formerly));
    await this.count(tx, id, 'opt_outs', rows.length);
    return page.map((row) => [row.scope, row.recipient_key]);
  }

  private async numberPage(tx: Tx, id: string, after: string, formerly?: Formerly): Promise<string[]> {
    const rows = await tx.query<Omit<KnownNumber, 'error'> & { error: string | null }>(
      `SELECT ${KNOWN_NUMBER} FROM number_state WHERE recipient_key > $1 ORDER BY recipient_key LIMIT ${PAGE} FOR SHARE`,
      [after],
    );
    const records = rows.flatMap(({ error, ...row }) =>
      numberStateRecords(row.recipientKey, { ...row, ...(error !== null && { error }) }),
    );
    await this.outbox.add(tx, numberStates, records);
    if (formerly) await this.outbox.add(tx, numberStates, movedNumbers(records, formerly));
    await this.count(tx, id, 'number_states', records.length);
    return rows.map(({ recipientKey }) => recipientKey);
  }

  private async count(tx: Tx, id: string, column: 'opt_outs' | 'number_states', more: number): Promise<void> {
    await tx.query(
      `UPDATE republication SET ${column} = ${column} + $2, turn_ends_at = now() + ${TURN} WHERE id = $1`,
      [id, more],
    );
  }

  /** True once Kafka has all that is in the outbox now. */
  private async sent(): Promise<boolean> {
    const [last] = await this.database.query<{ id: string | null }>('SELECT max(id) AS id FROM outbox');
    while (!this.room.isStopping) {
      const waiting = await this.database.query('SELECT 1 FROM outbox WHERE id <= $1 LIMIT 1', [last?.id ?? 0]);
      if (waiting.length === 0) return true;
      await delay(LOOK_AGAIN_MS);
    }
    return false;
  }
}
