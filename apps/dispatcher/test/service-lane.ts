import { randomUUID } from 'node:crypto';
import {
  type Begun,
  type JournalEntry,
  type MessageStatus,
  type NotificationMessage,
  journal,
  messageStatus,
  notificationMessages,
} from '@stopsms/contracts';
import { keys } from '@stopsms/testing';
import { type Bed, advertiserId } from './bed';

export const LONG_AGO = Date.now() - 60_000;

export const about = ({ messageId, recipientKey }: NotificationMessage) => ({
  ...{ messageId, recipientKey, advertiserId, attempt: 1, lane: 'service' as const },
  ...{ provider: 'simulator', sender: '36180', replyCode: '36180' },
});
export const begun = (message: NotificationMessage, submission = 'a-1'): Begun => ({
  event: 'begun',
  ...about(message),
  submission,
  at: LONG_AGO,
});

/** State that an earlier dispatcher left on the two topics, at any point between them; its lane offsets are not committed. */
export class ServiceLane {
  private constructor(private readonly bed: Bed) {}

  /** Has one message handled: a lane without any has nothing to recover. */
  static async of(bed: Bed): Promise<ServiceLane> {
    const lane = new ServiceLane(bed);
    const before = await bed.startReady();
    const first = lane.answer();
    await lane.ask(first);
    expect((await bed.ends(first.messageId)).status).toBe('submitted');
    await before.close();
    return lane;
  }

  answer(more: Partial<NotificationMessage> = {}): NotificationMessage {
    const to = this.bed.nextHandset();
    return {
      ...{ messageId: randomUUID(), kind: 'help', advertiserId, recipientKey: keys.keyOf(to), to },
      ...{ text: 'Lorane : STOP 36180', sender: '36180', expiresAt: Date.now() + 3_600_000, at: Date.now() },
      ...more,
    };
  }

  /** Another message to the same handset, hence in the same partition. */
  answerBehind({ to, recipientKey }: NotificationMessage): NotificationMessage {
    return this.answer({ to, recipientKey });
  }

  ask(...messages: NotificationMessage[]) {
    return this.bed.put(
      notificationMessages,
      messages.map((value) => ({ key: value.recipientKey, value })),
    );
  }

  journalled(...entries: JournalEntry[]) {
    return this.bed.put(
      journal,
      entries.map((value) => ({ key: value.recipientKey, value })),
    );
  }

  publishStatus(message: NotificationMessage, more: Pick<MessageStatus, 'status'> & Partial<MessageStatus>) {
    const value = { ...about(message), at: LONG_AGO + 5, ...more };
    return this.bed.put(messageStatus, [{ key: message.recipientKey, value }]);
  }
}
