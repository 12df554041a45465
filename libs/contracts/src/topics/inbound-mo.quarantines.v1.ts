import { Type } from '@sinclair/typebox';
import { compacted, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, OneOf, RecipientKey, Uuid } from '../fields';

const HOUR_MS = 3_600_000;

// Every MO has its last record here: a tombstone once it no longer holds adverts to its sender. A new dispatcher learns the open ones
// from the values and need not read all MOs again.
export const quarantines = defineTopic({
  name: 'inbound-mo.quarantines.v1',
  description: 'Received texts that still block adverts to their senders; a tombstone once one no longer does.',
  key: { description: 'MO id' },
  value: Type.Object({
    moId: Uuid('the MO, or a substitute for one that cannot be read'),
    recipientKey: Type.Optional(
      Type.String({ ...RecipientKey, description: `${RecipientKey.description}; absent if it cannot be read` }),
    ),
    code: Type.Optional(Type.String({ description: 'short code to which the text was sent, if known' })),
    why: OneOf('part', 'opt-out', 'undecided', 'unreadable'),
    everyAdvertiser: Type.Optional(
      Type.Boolean({
        description: 'true if no advertiser may send adverts; for an opt-out, or a reply that waits for a decision',
      }),
    ),
    advertiserIds: Type.Optional(
      Type.Array(AdvertiserId, {
        description:
          'advertisers that may not send adverts, in addition to those of the code; for an opt-out, or a reply that waits for a decision',
      }),
    ),
    receivedAt: Instant('received'),
  }),
  partitions: 1,
  cleanup: { ...compacted, tombstonesKeptMs: HOUR_MS },
});
export type Quarantine = ValueOf<typeof quarantines>;
