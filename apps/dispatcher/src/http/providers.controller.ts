import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OperatorLink } from '../operator/operator-link';

@ApiTags('providers')
@Controller('v1/providers')
export class ProvidersController {
  constructor(private readonly operator: OperatorLink) {}

  @Get()
  @ApiOperation({ summary: 'Each operator as this replica sees it: connections, window, rate, circuit, what waits' })
  list() {
    return { items: this.operator.states() };
  }
}
