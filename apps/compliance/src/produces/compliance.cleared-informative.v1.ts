import { type ClearedMessage, clearedInformative } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';

/** Queues the cleared informative messages. */
export const addClearedInformative = (outbox: Outbox, tx: Tx, cleared: Outgoing<ClearedMessage>[]): Promise<void> =>
  outbox.add(
    tx,
    clearedInformative,
    cleared.filter(({ value }) => value.category === 'informative'),
  );
