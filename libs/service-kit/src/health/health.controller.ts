import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { Open } from '../access/access-rules';
import { Readiness } from './readiness';

@ApiExcludeController()
@Open('asked by the orchestrator; says which part is away, and nothing of what is in it')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicator: HealthIndicatorService,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  /** Depends on nothing outside the process: restarting us mends neither Kafka nor the database. */
  @Get('live')
  @HealthCheck()
  live() {
    return this.health.check([() => this.indicator.check('process').up()]);
  }

  /** Answers once configuration, migrations and topics are in order, since before that nothing listens. */
  @Get('startup')
  @HealthCheck()
  startup() {
    return this.health.check([() => this.indicator.check('started').up()]);
  }

  @Get('ready')
  @HealthCheck()
  async ready() {
    const parts = await this.readiness.report();
    return this.health.check(
      parts.map(({ name, problem, since, detail }) => () => {
        const session = this.indicator.check(name);
        if (problem === undefined) return session.up({ ...detail });
        return session.down({ message: problem, since: since.toISOString(), ...detail });
      }),
    );
  }
}
