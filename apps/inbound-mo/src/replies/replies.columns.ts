import type { Reply } from '../produces/inbound-mo.replies.v1';

/** Columns of which the schema does not say enough. */
export interface Columns {
  reply: { tier: Reply['tier']; advertisers: Reply['advertisers'] };
}

/** Ids of advertisers. */
export type Ids = string[];
