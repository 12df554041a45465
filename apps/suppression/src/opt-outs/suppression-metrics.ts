import { Injectable } from '@nestjs/common';
import { Metrics } from '@stopsms/service';
import { Counter } from 'prom-client';

@Injectable()
export class SuppressionMetrics {
  private readonly changes: Counter<'change' | 'source'>;

  constructor({ registry }: Metrics) {
    this.changes = new Counter({
      name: 'stopsms_opt_outs_total',
      help: 'Changes of the opt-out list, by recipient and scope: opted-out, repeated, returned',
      labelNames: ['change', 'source'],
      registers: [registry],
    });
    for (const change of ['opted-out', 'repeated']) this.changes.inc({ change, source: 'sms' }, 0);
  }

  recorded(changes: readonly { change: string; source: string }[]): void {
    for (const { change, source } of changes) this.changes.inc({ change, source });
  }
}
