import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  HealthCheck,
  HealthCheckService,
  type HealthIndicatorFunction,
  HealthIndicatorService,
} from '@nestjs/terminus';
import { Open } from '@stopsms/access';
import { Refuses } from '@stopsms/http';
import { Readiness } from '@stopsms/service';
import { ZodResponse } from 'nestjs-zod';
import type { z } from 'zod';
import { HealthAnswer } from './health.schema';

@ApiTags('health')
@Open('asked by the orchestrator; says which part is away, and nothing of what is in it')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicator: HealthIndicatorService,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  /** Independent of anything outside the process: a restart repairs neither Kafka nor the database. */
  @Get('live')
  @HealthCheck({ swaggerDocumentation: false })
  @ApiOperation({ summary: 'Liveness of the process, independent of other systems' })
  @ZodResponse({ status: 200, type: HealthAnswer })
  live() {
    return this.check([() => this.indicator.check('process').up()]);
  }

  /** Responds once configuration, migrations and topics are in order, since nothing listens before that. */
  @Get('startup')
  @HealthCheck({ swaggerDocumentation: false })
  @ApiOperation({ summary: 'Completion of the start: configuration, migrations and topics' })
  @ZodResponse({ status: 200, type: HealthAnswer })
  startup() {
    return this.check([() => this.indicator.check('started').up()]);
  }

  @Get('ready')
  @HealthCheck({ swaggerDocumentation: false })
  @ApiOperation({ summary: 'Readiness of the service, with the dependencies that are down' })
  @Refuses('not-ready')
  @ZodResponse({ status: 200, type: HealthAnswer })
  async ready() {
    const parts = await this.readiness.report();
    return this.check(
      parts.map(({ name, problem, since, detail }) => () => {
        const session = this.indicator.check(name);
        if (problem === undefined) return session.up({ ...detail });
        return session.down({ message: problem, since: since.toISOString(), ...detail });
      }),
    );
  }

  /** Result of Terminus without `degraded`, a state that no part of a service has. */
  private async check(indicators: HealthIndicatorFunction[]): Promise<z.output<typeof HealthAnswer.schema>> {
    return (await this.health.check(indicators)) as z.output<typeof HealthAnswer.schema>;
  }
}
