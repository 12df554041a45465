import { Controller } from '@nestjs/common';
import { type Verdict, verdicts } from '@stopsms/contracts';
import { Consumes, type MessageOf, NOBODY_WAITS } from '@stopsms/messaging';
import { RecordProgress, type ToldProgress } from '../use-cases/record-progress';

@Controller()
export class VerdictsConsumer {
  constructor(private readonly recordProgress: RecordProgress) {}

  @Consumes(verdicts, NOBODY_WAITS)
  async handle(messages: MessageOf<typeof verdicts>[]): Promise<void> {
    await this.recordProgress.execute(messages.map(({ value }) => toProgress(value)));
  }
}

function toProgress({ messageId, advertiserId, recipientKey, category, verdict, ...rest }: Verdict): ToldProgress {
  const { at, attempt, code, detail, heldUntil } = rest;
  return {
    messageId,
    advertiserId,
    recipientKey,
    category,
    event: {
      event: verdict,
      at,
      attempt,
      ...(code === undefined ? {} : { code }),
      ...(detail === undefined ? {} : { detail }),
      ...(heldUntil === undefined ? {} : { until: heldUntil }),
    },
  };
}
