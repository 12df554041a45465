import { Controller } from '@nestjs/common';
import { type MessageStatus, messageStatus } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import type { ProgressReport } from '../messages/message-report.rule';
import { RecordProgress } from '../messages/record-progress';

@Controller()
export class MessageStatusConsumer {
  constructor(private readonly recordProgress: RecordProgress) {}

  @Consumes(messageStatus, BATCHED)
  async handle(messages: MessageOf<typeof messageStatus>[]): Promise<void> {
    await this.recordProgress.execute(messages.flatMap(({ value }) => toProgress(value)));
  }
}

/** Outcome of a message, after its start if it was started. */
function toProgress({ messageId, advertiserId, recipientKey, lane, status, ...rest }: MessageStatus): ProgressReport[] {
  const { at, begunAt, attempt, code, detail } = rest;
  const of = { messageId, advertiserId, recipientKey, category: lane === 'service' ? null : lane };
  const reported = { ...(code === undefined ? {} : { code }), ...(detail === undefined ? {} : { detail }) };
  const outcome = { ...of, event: { event: status, at, attempt, ...reported } };
  if (begunAt === undefined) return [outcome];
  return [{ ...of, event: { event: 'submitting', at: begunAt, attempt } }, outcome];
}
