import { Controller } from '@nestjs/common';
import { serviceStatus } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { RecordStatuses } from '../service-messages/record-statuses';

@Controller()
export class ServiceStatusConsumer {
  constructor(private readonly recordStatuses: RecordStatuses) {}

  @Consumes(serviceStatus, BATCHED)
  async handle(messages: MessageOf<typeof serviceStatus>[]): Promise<void> {
    await this.recordStatuses.execute(messages.map(({ value }) => value));
  }
}
