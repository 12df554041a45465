import type { AuditEvent } from '@stopsms/contracts';
import type { RecipientKeys } from '@stopsms/kernel';
import { type SealedAct, actEntry, actLeaf, sealedAct } from '../sealing/act-leaf';
import type { StoredFact } from '../facts/facts-of';
import type { AuditEventRow } from './audit-events.store';

/** Returns an audit event with the check that it is what was written. */
export function storedAct(
  row: AuditEventRow,
  keys: RecipientKeys,
): { act: SealedAct; event: AuditEvent; kept: StoredFact } {
  const event = JSON.parse(row.event) as AuditEvent;
  const act = sealedAct(event, keys);
  const { position, day, hash } = row;
  const found = actLeaf(act).toString('hex');
  return {
    act,
    event,
    kept: { entry: actEntry(act), table: 'audit_event', position, day, previous: null, hash, found },
  };
}
