import { Controller } from '@nestjs/common';
import { type MessageStatus, messageStatus } from '@stopsms/contracts';
import { Consumes, type MessageOf, NOBODY_WAITS } from '@stopsms/messaging';
import { RecordProgress, type ToldProgress } from '../use-cases/record-progress';

@Controller()
export class MessageStatusConsumer {
  constructor(private readonly recordProgress: RecordProgress) {}

  @Consumes(messageStatus, NOBODY_WAITS)
  async handle(messages: MessageOf<typeof messageStatus>[]): Promise<void> {
    await this.recordProgress.execute(messages.map(({ value }) => toProgress(value)));
  }
}

function toProgress({ messageId, advertiserId, recipientKey, lane, status, ...rest }: MessageStatus): ToldProgress {
  const { at, attempt, code, detail } = rest;
  return {
    messageId,
    advertiserId,
    recipientKey,
    category: lane === 'service' ? null : lane,
    event: {
      event: status,
      at,
      attempt,
      ...(code === undefined ? {} : { code }),
      ...(detail === undefined ? {} : { detail }),
    },
  };
}
