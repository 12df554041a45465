import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';

/** What every service counts; services add their own to `registry`. */
export class Metrics {
  readonly registry = new Registry();

  readonly deadLetters = new Counter({
    name: 'stopsms_dead_letters_total',
    help: 'Records given up and moved to a dead-letter topic',
    labelNames: ['topic', 'code'],
    registers: [this.registry],
  });

  readonly lag = new Gauge({
    name: 'stopsms_consumer_lag',
    help: 'Records behind the end of the partition, when last a batch ended',
    labelNames: ['topic', 'partition'],
    registers: [this.registry],
  });

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
  }

  /** A gauge whose value is asked for when it is scraped. */
  gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(value());
      },
    });
  }
}

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
