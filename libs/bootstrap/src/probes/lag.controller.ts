import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { answer } from '@stopsms/http';
import { KafkaTransport } from '@stopsms/messaging';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';

class LagAnswer extends answer(
  z.strictObject({
    items: z.array(
      z.strictObject({
        group: z.string().describe('Consumer group; `follow` for a topic that each replica reads completely.'),
        topic: z.string(),
        records: z.int().describe('Number of records still to be read in the partitions that this replica reads.'),
      }),
    ),
  }),
  { items: [{ group: 'stopsms.compliance.sms.requested.v1', topic: 'sms.requested.v1', records: 12 }] },
) {}

@ApiTags('health')
@Controller('v1/lag')
export class LagController {
  constructor(private readonly transport: KafkaTransport) {}

  @Get()
  @Permits('platform:read')
  @ZodResponse({ status: 200, type: LagAnswer })
  @ApiOperation({ summary: 'Consumer lag of this replica by topic, as reported by the broker' })
  async lag() {
    return { items: await this.transport.lags() };
  }
}
