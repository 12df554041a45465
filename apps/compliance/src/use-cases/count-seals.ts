import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { Metrics } from '@stopsms/service-kit';
import { Counter, Gauge } from 'prom-client';

/** How sealing goes, for dashboards and alerts: what waits must go down again. */
@Injectable()
export class CountSeals {
  private readonly sealed: Counter;

  constructor(metrics: Metrics, database: Database) {
    const registers = [metrics.registry];
    this.sealed = new Counter({
      name: 'stopsms_compliance_sealed_total',
      help: 'Messages sealed, each as often as it was',
      registers,
    });
    new Gauge({
      name: 'stopsms_compliance_unsealed',
      help: 'Changes of messages that no seal covers yet',
      registers,
      async collect() {
        // Unknown while the database is away, and no reason to hide the other metrics.
        this.set(await countUnsealed(database).catch(() => NaN));
      },
    });
  }

  add(messages: number): void {
    this.sealed.inc(messages);
  }
}

async function countUnsealed(database: Database): Promise<number> {
  const [row] = await database.query<{ changes: number }>('SELECT count(*)::float8 AS changes FROM proof_queue');
  return row?.changes ?? 0;
}
