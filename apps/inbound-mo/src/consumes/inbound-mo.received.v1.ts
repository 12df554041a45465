import { Controller } from '@nestjs/common';
import { journal, messageStatus, moReceived, unreadableMo } from '@stopsms/contracts';
import { Consumes, KafkaTransport, type MessageOf } from '@stopsms/messaging';
import { RECIPIENTS_GROUP } from '../recipients-group';
import { TrackQuarantines } from '../quarantine/track-quarantines';
import { ReadReplies } from '../replies/read-replies';

// Never catches: a fault must hold the offset, because a skipped MO may be a lost STOP.
@Controller()
export class MoReceivedConsumer {
  constructor(
    private readonly readReplies: ReadReplies,
    quarantines: TrackQuarantines,
    transport: KafkaTransport,
  ) {
    transport.onUnreadable(moReceived, (record) => quarantines.openUnreadable(unreadableMo(record)));
  }

  @Consumes(moReceived, { ...RECIPIENTS_GROUP, after: [journal, messageStatus] })
  async handle(messages: MessageOf<typeof moReceived>[]): Promise<void> {
    await this.readReplies.execute(messages.map(({ value, traceparent }) => ({ ...value, traceparent })));
  }
}
