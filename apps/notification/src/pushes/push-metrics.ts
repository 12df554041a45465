import { Injectable } from '@nestjs/common';
import { Metrics } from '@stopsms/service';
import { Counter, Gauge } from 'prom-client';

type PushMetric = 'pushed' | 'there' | 'absent' | 'lifted' | 'retried' | 'failed' | 'narrower' | 'no-number';

@Injectable()
export class PushMetrics {
  private readonly pushes: Counter<'source' | 'outcome'>;
  private readonly waiting: Gauge<'source'>;

  constructor({ registry }: Metrics) {
    const registers = [registry];
    this.pushes = new Counter({
      name: 'stopsms_opt_out_pushes_total',
      help: 'Opt-outs for other systems by outcome: pushed, there (before us), absent (no such contact), lifted, retried, failed (given up), narrower (of some advertisers of the account alone, so not pushed), no-number (of an import, a complaint and the like, so not pushed)',
      labelNames: ['source', 'outcome'],
      registers,
    });
    this.waiting = new Gauge({
      name: 'stopsms_opt_out_push_waiting_seconds',
      help: 'Age of the oldest opt-out that another system has not taken yet',
      labelNames: ['source'],
      registers,
    });
  }

  count(source: string, outcome: PushMetric, count = 1): void {
    this.pushes.inc({ source, outcome }, count);
  }

  showWaiting(source: string, seconds: number): void {
    this.waiting.set({ source }, seconds);
  }
}
