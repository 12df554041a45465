import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Metrics, Readiness } from '@stopsms/service';
import { HealthController } from './health.controller';
import { MetricsController } from './metrics.controller';

/** Health and metrics of each of our processes, for orchestrators and Prometheus. */
export const probes = ({ readiness, metrics }: { readiness: Readiness; metrics: Metrics }) => ({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [
    { provide: Readiness, useValue: readiness },
    { provide: Metrics, useValue: metrics },
  ],
});

/** Module of the same for a process that is no service on Kafka. */
@Module({})
export class ProbesModule {
  static forRoot(parts: Parameters<typeof probes>[0]): DynamicModule {
    const made = probes(parts);
    return { module: ProbesModule, global: true, ...made, exports: made.providers.map(({ provide }) => provide) };
  }
}
