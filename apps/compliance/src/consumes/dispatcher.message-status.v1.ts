import { Controller } from '@nestjs/common';
import { type MessageStatus, messageStatus } from '@stopsms/contracts';
import { Consumes, type MessageOf, NOBODY_WAITS } from '@stopsms/messaging';
import { HoldAgain } from '../use-cases/hold-again';
import { type Outcome, RecordOutcomes } from '../use-cases/record-outcomes';

@Controller()
export class MessageStatusConsumer {
  constructor(
    private readonly recordOutcomes: RecordOutcomes,
    private readonly holdAgain: HoldAgain,
  ) {}

  @Consumes(messageStatus, NOBODY_WAITS)
  async handle(messages: MessageOf<typeof messageStatus>[]): Promise<void> {
    // The service lane answers a person's own act: nothing was decided here about it.
    const statuses = messages.map(({ value }) => value).filter(({ lane }) => lane !== 'service');
    const tooLate = statuses.filter(metClosedWindow);
    await this.recordOutcomes.execute(statuses.map(toOutcome));
    await this.holdAgain.execute(tooLate);
  }
}

/** The dispatcher came to it when the window had closed: it waits for the next opening instead of being lost. */
const metClosedWindow = ({ status, code }: MessageStatus): boolean => status === 'expired' && code === 'WINDOW_CLOSED';

function toOutcome(value: MessageStatus): Outcome {
  const { status, code, detail, at, provider, sender, smscIds, parts, view } = value;
  return {
    messageId: value.messageId,
    key: `${value.attempt}:${status}`,
    isLast: status !== 'submitting' && !metClosedWindow(value),
    value: { attempt: value.attempt, status, code, detail, at, provider, sender, smscIds, parts, view },
  };
}
