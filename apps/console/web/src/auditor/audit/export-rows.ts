import type { AuditEvent } from '../parts';
import { outcomeOf } from './question';

export const COLUMNS = [
  'at',
  'who',
  'kind',
  'service',
  'operation',
  'on',
  'persons',
  'result',
  'problem',
  'from',
] as const;

/** Row of an exported file. */
export const rowOf = ({ at, who, kind, service, operation, on, result, from }: AuditEvent): string[] => [
  ...[at, who.name ?? who.subject ?? who.kind, kind, service, operation],
  on.resources.map((each) => `${each.kind} ${each.id}`).join(', '),
  String(on.people ?? on.recipientKeys.length),
  ...[outcomeOf(result), result?.problem ?? '', from.address],
];
