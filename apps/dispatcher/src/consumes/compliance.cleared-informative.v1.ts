import { Controller } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { clearedInformative } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { Dispatch } from '../dispatch/dispatch';
import { fromCleared } from '../messages/dispatchable';
import { LANES_GROUP } from '../lanes';

@Controller()
export class ClearedInformativeLane {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly directory: AdvertiserDirectory,
  ) {}

  @Consumes(clearedInformative, LANES_GROUP)
  async handle(messages: MessageOf<typeof clearedInformative>[]): Promise<void> {
    await this.dispatch.execute(messages.map((message) => fromCleared(message, 'informative', this.directory)));
  }
}
