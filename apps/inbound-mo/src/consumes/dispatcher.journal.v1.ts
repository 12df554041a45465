import { Controller } from '@nestjs/common';
import { journal } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { RECIPIENTS_GROUP } from '../recipients-group';
import { RecordSends } from '../receipts/record-sends';

// A handset may answer before the status of its text arrives, and after a crash only the journal says that it may have left. A
// requeued text is begun again or its outcome is published.
@Controller()
export class JournalConsumer {
  constructor(private readonly recordSends: RecordSends) {}

  @Consumes(journal, RECIPIENTS_GROUP)
  async handle(messages: MessageOf<typeof journal>[]): Promise<void> {
    await this.recordSends.execute(
      messages.flatMap(({ value, traceparent }) =>
        value.event === 'begun' ? [{ ...value, status: 'submitting' as const, traceparent }] : [],
      ),
    );
  }
}
