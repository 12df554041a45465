import { Controller } from '@nestjs/common';
import { REFUSED_TO_PUBLISHER, type Verdict, verdicts } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import type { ProgressReport } from '../messages/message-report.rule';
import { RecordProgress } from '../messages/record-progress';

@Controller()
export class VerdictsConsumer {
  constructor(private readonly recordProgress: RecordProgress) {}

  @Consumes(verdicts, BATCHED)
  async handle(messages: MessageOf<typeof verdicts>[]): Promise<void> {
    const reported = messages.filter(({ value }) => isOfItsMessage(value));
    await this.recordProgress.execute(reported.map(({ value }) => toProgress(value)));
  }
}

/** A publisher whose request was refused as such chose the id too: it may be that of a message of ours, made or to be made. */
const isOfItsMessage = ({ code = '', publisher }: Verdict): boolean =>
  !REFUSED_TO_PUBLISHER.includes(code) && publisher === undefined;

function toProgress({ messageId, advertiserId, recipientKey, category, verdict, ...rest }: Verdict): ProgressReport {
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
