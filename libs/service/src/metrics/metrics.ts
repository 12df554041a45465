import type { Topic } from '@stopsms/contracts';
import { UNREADABLE_CODES } from '@stopsms/messaging';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { buildVersion } from './build-version';
import { acceptsOpenMetrics, openMetricsOf } from './open-metrics';

/**
 * Interval at which the delay of the event loop is sampled. Every 10 ms, the default, woke each idle process a hundred times a
 * second, which took half a percent of a core.
 */
const LOOP_EVERY_MS = 100;

/** Metrics of every service; services add their own to `registry`. All are listed in docs/metrics.md, which a test verifies. */
export class Metrics {
  readonly registry = new Registry();

  readonly deadLetters = new Counter({
    name: 'stopsms_dead_letters_total',
    help: 'Records moved to a dead-letter topic',
    labelNames: ['topic', 'code'],
    registers: [this.registry],
  });

  readonly plainConnections = new Gauge({
    name: 'stopsms_plain_connections',
    help: '1 for connections without TLS, or to Kafka without a login',
    labelNames: ['part'],
    registers: [this.registry],
  });

  /** @param read - topics that the service reads */
  constructor(
    private readonly service: string,
    read: readonly Topic[] = [],
  ) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: LOOP_EVERY_MS });
    // A counter that appears with its first event has no increase for that event.
    for (const { name: topic } of read) {
      for (const code of UNREADABLE_CODES) this.deadLetters.inc({ topic, code }, 0);
    }
    new Gauge({
      name: 'stopsms_build_info',
      help: 'Always 1; the labels give the versions of the platform and of Node',
      labelNames: ['version', 'node'],
      registers: [this.registry],
    }).set({ version: buildVersion(), node: process.version }, 1);
  }

  /**
   * Metrics for a scraper, with exemplars if it accepts OpenMetrics.
   * @param accept - header of its request
   */
  async shownTo(accept: string | undefined): Promise<{ type: string; text: string }> {
    if (acceptsOpenMetrics(accept)) return openMetricsOf(this.registry, { service: this.service });
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }

  /** Adds a gauge whose value is read at each scrape; NaN if unknown. */
  gauge(name: string, help: string, value: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await value());
      },
    });
  }

  /** Adds a gauge with labels, whose values are read at each scrape: only those returned are shown, none for undefined. */
  gauges<L extends string>(
    name: string,
    help: string,
    labelNames: L[],
    values: () => Values<L> | undefined | Promise<Values<L> | undefined>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        const now = (await values()) ?? [];
        this.reset();
        for (const [labels, value] of now) this.set(labels, value);
      },
    });
  }
}

type Values<L extends string> = readonly (readonly [labels: Record<L, string>, value: number])[];
