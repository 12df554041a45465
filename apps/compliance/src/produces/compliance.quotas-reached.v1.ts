import { type QuotaReached, quotasReached } from '@stopsms/contracts';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';

export { type QuotaReached };

export const addQuotasReached = (outbox: Outbox, tx: Tx, reached: QuotaReached[]): Promise<void> =>
  outbox.add(
    tx,
    quotasReached,
    reached.map((value) => ({ key: value.advertiserId, eventId: value.reachedId, value })),
  );
