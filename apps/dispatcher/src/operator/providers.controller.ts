import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { ZodResponse } from 'nestjs-zod';
import { OperatorLink } from './operator-link';
import { ProvidersAnswer } from './providers.schema';

@ApiTags('providers')
@Controller('v1/providers')
export class ProvidersController {
  constructor(private readonly operator: OperatorLink) {}

  @Get()
  @Permits('platform:read')
  @ZodResponse({ status: 200, type: ProvidersAnswer })
  @ApiOperation({
    summary: 'State of each operator at this replica: connections, window, rate, circuit, waiting messages',
  })
  list() {
    return { items: this.operator.states() };
  }
}
