import { Inject, Injectable } from '@nestjs/common';
import { LOG, type Log, Metrics } from '@stopsms/service-kit';
import { statusName } from '@stopsms/smpp';
import { Counter, Gauge } from 'prom-client';
import type { ProviderState } from './provider-state';

const CIRCUIT = { closed: 0, 'half-open': 1, open: 2 };

const GAUGES: [name: string, help: string, value: (state: ProviderState) => number][] = [
  ['stopsms_provider_bound', 'Connections bound to the operator', ({ bound }) => bound],
  ['stopsms_provider_unanswered', 'Submits the operator has not answered', ({ unanswered }) => unanswered],
  ['stopsms_provider_window', 'Submits it may leave unanswered', ({ window }) => window],
  ['stopsms_provider_rate', 'Submits a second that may leave now', ({ rate }) => rate],
  ['stopsms_provider_rate_agreed', 'Submits a second agreed with the operator', ({ ratePerSecond }) => ratePerSecond],
  ['stopsms_provider_circuit', '0 closed, 1 half-open, 2 open', ({ circuit }) => CIRCUIT[circuit]],
];

/** What operators answer and how they stand, by their names, of which there are few. */
@Injectable()
export class ProviderMetrics {
  private readonly answers: Counter<'provider' | 'answer'>;
  private readonly refusals: Counter<'provider' | 'status'>;
  private readonly told = new Set<string>();

  constructor(
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.answers = new Counter({
      name: 'stopsms_provider_answers_total',
      help: 'Submits by what came of them',
      labelNames: ['provider', 'answer'],
      registers: [metrics.registry],
    });
    this.refusals = new Counter({
      name: 'stopsms_provider_refusals_total',
      help: 'Submits refused for good, by SMPP status: the first of a kind needs a person',
      labelNames: ['provider', 'status'],
      registers: [metrics.registry],
    });
  }

  /** Asks for the states whenever it is scraped. */
  watch(states: () => ProviderState[]): void {
    for (const [name, help, value] of GAUGES) {
      new Gauge({
        name,
        help,
        labelNames: ['provider'],
        registers: [this.metrics.registry],
        collect() {
          for (const state of states()) this.set({ provider: state.name }, value(state));
        },
      });
    }
  }

  answered(provider: string, answer: string): void {
    this.answers.inc({ provider, answer });
  }

  /** Counts it, and warns of the first with this status. */
  refused(provider: string, status: number): void {
    const name = statusName(status);
    this.refusals.inc({ provider, status: `0x${status.toString(16).padStart(2, '0')}` });
    if (this.told.has(`${provider} ${status}`)) return;
    this.told.add(`${provider} ${status}`);
    this.log.warn({ provider, status: name }, 'Operator refuses messages for good: look at the first one now');
  }
}
