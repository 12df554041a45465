import type { AuditEvent } from '@stopsms/contracts';
import type { RecipientKeys } from '@stopsms/kernel';
import { canonicalJson } from '../../rules/digest/canonical-json';
import { digestOf } from '../../rules/digest/digest';
import { leafOf } from './merkle-tree';

// An audit event is a leaf of the same trees as facts of messages. From where it was done is sealed as a digest with a salt of its own: the
// proof of a message shows who started its campaign, and whoever is given it learns no address of that person.

const AUDIT_EVENT_FORMAT = 'stopsms-audit/1';

/** An audit event as anybody may see it. */
export interface SealedAuditEvent {
  id: string;
  stage: 'begun' | 'ended';
  kind: 'act' | 'look';
  /** ISO. */
  at: string;
  service: string;
  operation: string;
  who: { kind: string; subject?: string; name?: string; keyId?: string };
  /** Digest of address and user agent, with the salt. */
  from: string;
  on: { advertiserId?: string; resources: { kind: string; id: string }[]; recipientKeys: string[]; people?: number };
  result?: { status: number; problem?: string };
  requestId: string;
}

/** `1b4e…:ended`; what a seal calls it. */
export const auditEventEntry = ({ id, stage }: Pick<SealedAuditEvent, 'id' | 'stage'>): string => `${id}:${stage}`;

/** Derived, so that it is kept nowhere, and of the first secret, so that a change of it changes no proof. */
const originSalt = (keys: RecipientKeys, id: string): string => keys.digestOf(`salt of the origin of act ${id}`);

/** Audit event in the form that is sealed and published. */
export function sealedAuditEvent({ at, from, ...event }: AuditEvent, keys: RecipientKeys): SealedAuditEvent {
  const origin = digestOf({ ...from, salt: originSalt(keys, event.id) });
  return { ...event, at: new Date(at).toISOString(), from: origin };
}

export const auditEventLeaf = (event: SealedAuditEvent): Buffer =>
  leafOf(canonicalJson({ format: AUDIT_EVENT_FORMAT, ...event }));
