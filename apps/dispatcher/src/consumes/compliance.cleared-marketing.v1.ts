import { Controller } from '@nestjs/common';
import { clearedMarketing } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { Dispatch } from '../use-cases/dispatch';
import { fromCleared } from '../use-cases/dispatchable';
import { LANES_GROUP } from '../lanes';

@Controller()
export class ClearedMarketingLane {
  constructor(private readonly dispatch: Dispatch) {}

  @Consumes(clearedMarketing, LANES_GROUP)
  async handle(messages: MessageOf<typeof clearedMarketing>[]): Promise<void> {
    await this.dispatch.execute(messages.map((message) => fromCleared(message, 'marketing')));
  }
}
