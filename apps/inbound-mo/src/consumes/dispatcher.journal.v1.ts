import { Controller } from '@nestjs/common';
import { journal } from '@stopsms/contracts';
import { LOW_LATENCY, Consumes, type MessageOf } from '@stopsms/messaging';
import { RECIPIENTS_GROUP } from '../recipients-group';
import { RecordSends } from '../receipts/record-sends';

// A handset may answer before we hear that its text left, and after a crash only this says that it may have. What was given
// back is begun again or told as it ended.
@Controller()
export class JournalConsumer {
  constructor(private readonly recordSends: RecordSends) {}

  @Consumes(journal, { group: RECIPIENTS_GROUP, ...LOW_LATENCY })
  async handle(messages: MessageOf<typeof journal>[]): Promise<void> {
    await this.recordSends.execute(
      messages.flatMap(({ value, traceparent }) =>
        value.event === 'begun' ? [{ ...value, status: 'submitting' as const, traceparent }] : [],
      ),
    );
  }
}
