import { type Reply, replies } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { type Reply, replies };

/** The same reply read twice has the same CloudEvents id. */
export function replyRecord(reply: Reply, traceparent: string | undefined): Outgoing<Reply> {
  return {
    key: reply.recipientKey,
    eventId: reply.replyId,
    value: reply,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
