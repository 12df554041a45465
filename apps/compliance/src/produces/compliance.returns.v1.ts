import { type Return, returns } from '@stopsms/contracts';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';

export { type Return };

/** The event id is the return's, so that a record the relay sends twice is known for one. */
export async function addReturns(
  outbox: Outbox,
  tx: Tx,
  values: { value: Return; traceparent?: string }[],
): Promise<void> {
  await outbox.add(
    tx,
    returns,
    values.map(({ value, traceparent }) => ({
      key: value.recipientKey,
      eventId: value.returnId,
      value,
      ...(traceparent === undefined ? {} : { traceparent }),
    })),
  );
}
