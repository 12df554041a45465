import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { CachedProbe, Metrics } from '@stopsms/service';
import { Counter } from 'prom-client';
import { SEALED_SQL, SEALED_TABLES, type SealedTable, sealedUpTo } from './sealed-up-to';

/** Metrics of sealing: the backlog must shrink again. */
@Injectable()
export class CountSeals {
  private readonly sealed: Counter;

  constructor(metrics: Metrics, database: Database) {
    const registers = [metrics.registry];
    this.sealed = new Counter({
      name: 'stopsms_compliance_sealed_total',
      help: 'Sealed facts: a decision on a message, a status, a receipt, an audit event',
      registers,
    });
    const unsealed = new CachedProbe(() => countUnsealed(database));
    metrics.gauge(
      'stopsms_compliance_unsealed',
      'Facts that no seal covers yet',
      async () => (await unsealed.latest()) ?? NaN,
    );
  }

  add(facts: number): void {
    this.sealed.inc(facts);
  }
}

async function countUnsealed(database: Database): Promise<number> {
  const waiting = await Promise.all(SEALED_TABLES.map((table) => unsealedIn(database, table)));
  return waiting.reduce((sum, each) => sum + each, 0);
}

async function unsealedIn(database: Database, table: SealedTable): Promise<number> {
  const { position, day } = await sealedUpTo(database, table);
  const [row] = await database.query(SEALED_SQL[table].unsealed, [position, day]);
  return row?.waiting ?? 0;
}
