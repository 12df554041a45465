import { Controller } from '@nestjs/common';
import { type MessageStatus, messageStatus } from '@stopsms/contracts';
import { Consumes, type MessageOf, NOBODY_WAITS } from '@stopsms/messaging';
import { LaneQueue } from '../use-cases/lane-queue';
import { RecordProgress, type ToldProgress } from '../use-cases/record-progress';

@Controller()
export class MessageStatusConsumer {
  constructor(
    private readonly recordProgress: RecordProgress,
    private readonly lane: LaneQueue,
  ) {}

  @Consumes(messageStatus, NOBODY_WAITS)
  async handle(messages: MessageOf<typeof messageStatus>[]): Promise<void> {
    await this.recordProgress.execute(messages.map(({ value }) => toProgress(value)));
    await this.lane.left(messages.filter(({ value }) => isSubmittedAdvert(value)).length);
  }
}

const isSubmittedAdvert = ({ lane, status }: MessageStatus): boolean => lane === 'marketing' && status === 'submitted';

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
