import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { Asked, Metrics } from '@stopsms/service-kit';
import { Counter } from 'prom-client';

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
    const unsealed = new Asked(() => countUnsealed(database));
    metrics.gauge(
      'stopsms_compliance_unsealed',
      'Changes of messages that no seal covers yet',
      async () => (await unsealed.latest()) ?? NaN,
    );
  }

  add(messages: number): void {
    this.sealed.inc(messages);
  }
}

async function countUnsealed(database: Database): Promise<number> {
  const [row] = await database.query<{ changes: number }>('SELECT count(*)::float8 AS changes FROM proof_queue');
  return row?.changes ?? 0;
}
