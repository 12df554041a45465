import { Controller } from '@nestjs/common';
import { journal, messageStatus, moReceived, unreadableMo } from '@stopsms/contracts';
import { Consumes, KafkaTransport, type MessageOf } from '@stopsms/messaging';
import { RECIPIENTS_GROUP } from '../recipients-group';
import { TrackQuarantines } from '../quarantine/track-quarantines';
import { ReadReplies } from '../replies/read-replies';

/** A text that comes alone does not wait for others. Adverts to the senders are held since the receipt. */
const READ_EVERY_MS = 100;

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

  @Consumes(moReceived, { ...RECIPIENTS_GROUP, after: [journal, messageStatus], everyMs: READ_EVERY_MS })
  async handle(messages: MessageOf<typeof moReceived>[]): Promise<void> {
    await this.readReplies.execute(messages.map(({ value, traceparent }) => ({ ...value, traceparent })));
  }
}
