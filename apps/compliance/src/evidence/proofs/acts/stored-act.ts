import type { AuditEvent } from '@stopsms/contracts';
import type { RecipientKeys } from '@stopsms/kernel';
import { type SealedAct, actEntry, actLeaf, originDigest } from '../sealing/act-leaf';
import type { StoredFact } from '../facts/facts-of';
import type { AuditEventRow } from './audit-events.store';

/** Derived, so that it is kept nowhere, and of the first secret, so that a change of it changes no proof. */
const originSalt = (keys: RecipientKeys, id: string): string => keys.digestOf(`salt of the origin of act ${id}`);

/** As it is sealed and shown to anybody. */
export function sealedAct({ at, from, ...event }: AuditEvent, keys: RecipientKeys): SealedAct {
  return { ...event, at: new Date(at).toISOString(), from: originDigest(from, originSalt(keys, event.id)) };
}

/** Returns an audit event with the check that it is what was written. */
export function storedAct(
  row: AuditEventRow,
  keys: RecipientKeys,
): { act: SealedAct; event: AuditEvent; kept: StoredFact } {
  const event = JSON.parse(row.event) as AuditEvent;
  const act = sealedAct(event, keys);
  const { position, day, hash } = row;
  const found = actLeaf(act).toString('hex');
  return { act, event, kept: { entry: actEntry(act), position, day, previous: null, hash, found } };
}
