import { Controller } from '@nestjs/common';
import { serviceStatus } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { RecordFates } from '../service-messages/record-fates';

@Controller()
export class ServiceStatusConsumer {
  constructor(private readonly recordFates: RecordFates) {}

  @Consumes(serviceStatus, BATCHED)
  async handle(messages: MessageOf<typeof serviceStatus>[]): Promise<void> {
    await this.recordFates.execute(messages.map(({ value }) => value));
  }
}
