import { Controller } from '@nestjs/common';
import { operatorOptOuts } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { BATCHED, Consumes, type MessageOf } from '@stopsms/messaging';
import { operatorOptOut } from '../opt-outs/operator-opt-out';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

@Controller()
export class OperatorOptOutsConsumer {
  constructor(
    private readonly recordOptOuts: RecordOptOuts,
    private readonly clock: Clock,
  ) {}

  @Consumes(operatorOptOuts, BATCHED)
  async handle(messages: MessageOf<typeof operatorOptOuts>[]): Promise<void> {
    const acceptedAt = this.clock.now();
    await this.recordOptOuts.execute(
      messages.flatMap(({ value, traceparent }) => operatorOptOut(value, { traceparent, acceptedAt })),
    );
  }
}
