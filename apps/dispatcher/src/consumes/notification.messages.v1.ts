import { Controller } from '@nestjs/common';
import { notificationMessages } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { Dispatch } from '../dispatch/dispatch';
import { fromNotification } from '../messages/dispatchable';
import { LANES_GROUP } from '../lanes';

@Controller()
export class ServiceLane {
  constructor(private readonly dispatch: Dispatch) {}

  @Consumes(notificationMessages, LANES_GROUP)
  async handle(messages: MessageOf<typeof notificationMessages>[]): Promise<void> {
    await this.dispatch.execute(messages.map(fromNotification));
  }
}
