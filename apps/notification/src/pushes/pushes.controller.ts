import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { Database } from '@stopsms/persistence';
import { ZodResponse } from 'nestjs-zod';
import { OPT_OUT_PUSHES_SQL } from './opt-out-pushes.store';
import { faultOf } from './push-fault';
import { PUSH_SETTINGS, type PushSettings } from './push-settings';
import { PushesAnswer } from './pushes.schema';

@ApiTags('opt-outs')
@Controller('v1/opt-out-pushes')
export class PushesController {
  constructor(
    @Inject(PUSH_SETTINGS) private readonly settings: PushSettings,
    private readonly database: Database,
  ) {}

  @Get()
  @Permits('opt-outs:read')
  @ZodResponse({ status: 200, type: PushesAnswer })
  @ApiOperation({ summary: 'Other systems to which opt-outs are pushed, with the number of opt-outs by outcome' })
  async list() {
    const rows = await this.database.query(OPT_OUT_PUSHES_SQL.counts);
    const faults = await this.database.query(OPT_OUT_PUSHES_SQL.faults);
    return {
      items: this.settings.sources.map(({ name, vendorName, advertisers, liftReturns }) => {
        const mine = new Map(rows.filter(({ source }) => source === name).map((row) => [row.state, row]));
        const count = (state: (typeof rows)[number]['state']) => mine.get(state)?.count ?? 0;
        const pending = mine.get('pending');
        const fault = faults.find(({ source }) => source === name);
        return {
          ...{ source: name, vendor: vendorName, advertisers, liftReturns, pending: count('pending') },
          ...(pending && { oldestPendingAt: pending.queuedAt }),
          ...(fault && faultOf(fault)),
          ...{ pushed: count('pushed'), there: count('there'), absent: count('absent') },
          ...{ lifted: count('lifted'), failed: count('failed') },
        };
      }),
    };
  }
}
