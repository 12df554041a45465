import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { optOuts } from '@stopsms/contracts';
import { KafkaTransport } from '@stopsms/messaging';
import { ZodResponse } from 'nestjs-zod';
import { Freshness } from './freshness';
import { OptOutView } from './opt-out-view';
import { SnapshotKeeper } from './snapshot-keeper';
import { ViewAnswer } from './view.schema';

@ApiTags('view')
@Controller('v1/view')
export class ViewController {
  constructor(
    private readonly view: OptOutView,
    private readonly freshness: Freshness,
    private readonly transport: KafkaTransport,
    private readonly snapshots: SnapshotKeeper,
  ) {}

  @Get()
  @Permits('platform:read')
  @ZodResponse({ status: 200, type: ViewAnswer })
  @ApiOperation({
    summary: 'State of the opt-out view of this replica: size, freshness, next offset of each partition, snapshot',
  })
  read() {
    const problem = this.freshness.problem();
    return {
      entries: this.view.entries,
      bytes: this.view.bytes,
      ready: problem === undefined,
      ...(problem === undefined ? {} : { problem }),
      offsets: Object.fromEntries(
        [...this.transport.follower(optOuts).offsets()].map(([n, next]) => [n, next.toString()]),
      ),
      heartbeatAgeMs: this.freshness.heartbeatAgeMs() ?? null,
      snapshot: this.snapshots.state(),
    };
  }
}
