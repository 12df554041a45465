import type { Reply } from '../../produces/inbound-mo.replies.v1';

/** Columns whose type the schema does not determine. */
export interface Columns {
  unread_reply: { texted_by: string[] };
  reply: { advertisers: Reply['advertisers'] };
}

/** Ids of advertisers. */
export type Ids = string[];

/** Later replies of the same person; instants are epoch ms. */
export type LaterReplies = { tier: string; at: number }[];
