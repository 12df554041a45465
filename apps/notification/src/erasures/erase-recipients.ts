import type { OptOutChanged } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { ERASED as SERVICE_MESSAGES_ERASED, SERVICE_MESSAGES_SQL } from '../service-messages/service-messages.store';
import { ERASED as DELIVERIES_ERASED, WEBHOOK_DELIVERIES_SQL } from '../webhooks/webhook-deliveries.store';

/**
 * Erases clear data of recipients who asked for it, the opt-out begun or repeated by that
 * (docs/law/retention.md#erasure). A confirmation that is scheduled is still sent, and its number deleted then; advertisers are
 * still notified, by the key alone.
 */
export function eraseRecipients(tx: Tx, changes: OptOutChanged[]): void {
  const erased = changes.flatMap(({ source, recipientKey: key, optOuts, at }) =>
    source === 'erasure' ? optOuts.map(({ scope }) => ({ key, scope, at })) : [],
  );
  if (erased.length === 0) return;
  tx.send(SERVICE_MESSAGES_SQL.eraseTexts, SERVICE_MESSAGES_ERASED.of(erased));
  tx.send(WEBHOOK_DELIVERIES_SQL.eraseNumbers, DELIVERIES_ERASED.of(erased));
}
