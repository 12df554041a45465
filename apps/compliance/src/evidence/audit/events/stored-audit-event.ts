import type { AuditEvent } from '@stopsms/contracts';
import type { RecipientKeys } from '@stopsms/kernel';
import { type SealedAuditEvent, auditEventEntry, auditEventLeaf, sealedAuditEvent } from '../../trees/audit-event-leaf';
import type { StoredFact } from '../../facts/facts-of';
import type { AuditEventRow } from './audit-events.store';

/** Returns an audit event with the check that it is what was written. */
export function storedAuditEvent(
  row: AuditEventRow,
  keys: RecipientKeys,
): { sealed: SealedAuditEvent; event: AuditEvent; kept: StoredFact } {
  const event = JSON.parse(row.event) as AuditEvent;
  const sealed = sealedAuditEvent(event, keys);
  const { position, day, hash } = row;
  const found = auditEventLeaf(sealed).toString('hex');
  return {
    sealed,
    event,
    kept: { entry: auditEventEntry(sealed), table: 'audit_event', position, day, previous: null, hash, found },
  };
}
