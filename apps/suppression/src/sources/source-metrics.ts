import { Injectable } from '@nestjs/common';
import { Metrics } from '@stopsms/service';
import { Gauge } from 'prom-client';

@Injectable()
export class SourceMetrics {
  private readonly failures: Gauge<'source'>;
  private readonly polled: Gauge<'source'>;
  private readonly numbers: Gauge<'source' | 'kind'>;

  constructor({ registry }: Metrics) {
    const registers = [registry];
    this.failures = new Gauge({
      ...{ name: 'stopsms_opt_out_source_failures', labelNames: ['source'], registers },
      help: 'Polls of a source of opt-outs that failed since the last that succeeded',
    });
    this.polled = new Gauge({
      ...{ name: 'stopsms_opt_out_source_polled_seconds', labelNames: ['source'], registers },
      help: 'Time at which a source of opt-outs was last read to its end',
    });
    this.numbers = new Gauge({
      ...{ name: 'stopsms_opt_out_source_numbers', labelNames: ['source', 'kind'], registers },
      help: 'Numbers on the list of a source (both, only_there) and opted out here alone (only_here)',
    });
  }

  show(sources: readonly { name: string; failures: number; polledAt: Date | null }[]): void {
    for (const { name, failures, polledAt } of sources) {
      this.failures.set({ source: name }, failures);
      if (polledAt) this.polled.set({ source: name }, polledAt.getTime() / 1_000);
    }
  }

  drift(source: string, { both, onlyThere, onlyHere }: { both: number; onlyThere: number; onlyHere: number }): void {
    this.numbers.set({ source, kind: 'both' }, both);
    this.numbers.set({ source, kind: 'only_there' }, onlyThere);
    this.numbers.set({ source, kind: 'only_here' }, onlyHere);
  }
}
