import { type GatewayReply, gatewayReplies } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { type GatewayReply, gatewayReplies };

/** Record of a reply or of its erasure, in the order of its person's. */
export const gatewayReplyRecord = (recipientKey: string, value: GatewayReply): Outgoing<GatewayReply> => ({
  key: recipientKey,
  value,
});
