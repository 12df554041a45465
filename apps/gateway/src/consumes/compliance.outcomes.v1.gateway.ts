import { Controller } from '@nestjs/common';
import { gatewayOutcomes } from '@stopsms/contracts';
import { Consumes, LOW_LATENCY, type MessageOf } from '@stopsms/messaging';
import { RecordOutcomes } from '../outcomes/record-outcomes';

@Controller()
export class OutcomesConsumer {
  constructor(private readonly recordOutcomes: RecordOutcomes) {}

  @Consumes(gatewayOutcomes, LOW_LATENCY)
  async handle(messages: MessageOf<typeof gatewayOutcomes>[]): Promise<void> {
    await this.recordOutcomes.execute(messages.map(({ value }) => value));
  }
}
