import { type ClearedMessage, clearedMarketing } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';

/** Queues the cleared adverts. */
export const addClearedMarketing = (outbox: Outbox, tx: Tx, cleared: Outgoing<ClearedMessage>[]): Promise<void> =>
  outbox.add(
    tx,
    clearedMarketing,
    cleared.filter(({ value }) => value.category === 'marketing'),
  );
