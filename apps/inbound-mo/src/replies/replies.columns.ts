import type { Reply } from '../produces/inbound-mo.replies.v1';

/** Columns whose type the schema does not determine. */
export interface Columns {
  reply: { tier: Reply['tier']; advertisers: Reply['advertisers'] };
}

/** Ids of advertisers. */
export type Ids = string[];
