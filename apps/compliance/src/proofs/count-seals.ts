import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { Asked, Metrics } from '@stopsms/service-kit';
import { Counter } from 'prom-client';
import { sealedUpTo } from './sealed-up-to';

/** How sealing goes, for dashboards and alerts: what waits must go down again. */
@Injectable()
export class CountSeals {
  private readonly sealed: Counter;

  constructor(metrics: Metrics, database: Database) {
    const registers = [metrics.registry];
    this.sealed = new Counter({
      name: 'stopsms_compliance_sealed_total',
      help: 'Facts of messages that were sealed: a decision, a status, a receipt',
      registers,
    });
    const unsealed = new Asked(() => countUnsealed(database));
    metrics.gauge(
      'stopsms_compliance_unsealed',
      'Facts of messages that no seal covers yet',
      async () => (await unsealed.latest()) ?? NaN,
    );
  }

  add(facts: number): void {
    this.sealed.inc(facts);
  }
}

async function countUnsealed(database: Database): Promise<number> {
  const { position, day } = await sealedUpTo(database);
  const [row] = await database.query<{ waiting: number }>(
    `SELECT (SELECT count(*) FROM fact WHERE position > $1 AND day >= $2)::float8 + (SELECT count(*) FROM proof_queue)::float8 AS waiting`,
    [position, day],
  );
  return row?.waiting ?? 0;
}
