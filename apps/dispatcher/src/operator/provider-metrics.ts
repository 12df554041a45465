import { Inject, Injectable } from '@nestjs/common';
import { LOG, type Log, Metrics } from '@stopsms/service';
import { Counter, Gauge } from 'prom-client';
import type { ProviderState } from './provider-state';

const CIRCUIT = { closed: 0, 'half-open': 1, open: 2 };

const GAUGES: [name: string, help: string, value: (state: ProviderState) => number][] = [
  ['stopsms_provider_bound', 'Connections bound to the operator', ({ bound }) => bound],
  ['stopsms_provider_unanswered', 'Submits that the operator has not answered', ({ unanswered }) => unanswered],
  ['stopsms_provider_window', 'Maximum of unanswered submits', ({ window }) => window],
  ['stopsms_provider_rate', 'Current rate limit, submits a second', ({ rate }) => rate],
  ['stopsms_provider_rate_agreed', 'Agreed rate limit, submits a second', ({ ratePerSecond }) => ratePerSecond],
  ['stopsms_provider_circuit', '0 closed, 1 half-open, 2 open', ({ circuit }) => CIRCUIT[circuit]],
];

/** Metrics of responses and state by operator, of which there are few. */
@Injectable()
export class ProviderMetrics {
  private readonly answers: Counter<'provider' | 'answer'>;
  private readonly lateResponses: Counter<'provider' | 'outcome'>;
  private readonly refusals: Counter<'provider' | 'status'>;
  private readonly differing: Counter<'provider'>;
  private readonly miscounted: Counter<'provider'>;
  private readonly warned = new Set<string>();

  constructor(
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.answers = new Counter({
      name: 'stopsms_provider_answers_total',
      help: 'Submits by response',
      labelNames: ['provider', 'answer'],
      registers: [metrics.registry],
    });
    this.lateResponses = new Counter({
      name: 'stopsms_provider_late_responses_total',
      help: 'Responses that arrived after their submits counted as unanswered',
      labelNames: ['provider', 'outcome'],
      registers: [metrics.registry],
    });
    this.differing = new Counter({
      name: 'stopsms_provider_texts_differ_total',
      help: 'Messages that an HTTP provider sent with another text than the one that was checked and sealed',
      labelNames: ['provider'],
      registers: [metrics.registry],
    });
    this.miscounted = new Counter({
      name: 'stopsms_provider_parts_differ_total',
      help: 'Messages that an HTTP provider counts as more or fewer parts than the platform',
      labelNames: ['provider'],
      registers: [metrics.registry],
    });
    this.refusals = new Counter({
      name: 'stopsms_provider_refusals_total',
      help: 'Submits refused permanently, by SMPP status, or by class over HTTP; check the first of each',
      labelNames: ['provider', 'status'],
      registers: [metrics.registry],
    });
  }

  /** The provider sent another text than the one that was checked: its mention may have another code. */
  textDiffers(provider: string): void {
    this.differing.inc({ provider });
    this.warnOnce(
      `${provider} text`,
      { provider },
      'The provider sends another text than ours: compare its mention with the codes of the account',
    );
  }

  /** The provider bills another number of parts than was counted, with its own mention where it appends one. */
  partsDiffer(provider: string, expected: number, billed: number): void {
    this.miscounted.inc({ provider });
    this.warnOnce(
      `${provider} parts`,
      { provider, expected, billed },
      'The provider counts other parts than the platform: compare its invoice, and the length of the mention that it appends',
    );
  }

  /** Reads the states at each scrape. */
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

  answeredLate(provider: string, outcome: string): void {
    this.lateResponses.inc({ provider, outcome });
  }

  /**
   * Counts a refusal, and warns of the first with this status.
   * @param status - SMPP status or class of the refusal: a label, so one of few
   * @param answer - for people
   */
  refused(provider: string, status: string, answer: string): void {
    this.refusals.inc({ provider, status });
    const message = 'Operator refuses messages permanently: check the first one now';
    this.warnOnce(`${provider} ${status}`, { provider, status: answer }, message);
  }

  private warnOnce(key: string, fields: object, message: string): void {
    if (this.warned.has(key)) return;
    this.warned.add(key);
    this.log.warn(fields, message);
  }
}
