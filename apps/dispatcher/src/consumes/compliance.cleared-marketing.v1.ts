import { Controller } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { clearedMarketing } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { Dispatch } from '../dispatch/dispatch';
import { fromCleared } from '../messages/dispatchable';
import { LANES_GROUP } from '../lanes';

@Controller()
export class ClearedMarketingLane {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly directory: AdvertiserDirectory,
  ) {}

  @Consumes(clearedMarketing, LANES_GROUP)
  async handle(messages: MessageOf<typeof clearedMarketing>[]): Promise<void> {
    await this.dispatch.execute(messages.map((message) => fromCleared(message, 'marketing', this.directory)));
  }
}
