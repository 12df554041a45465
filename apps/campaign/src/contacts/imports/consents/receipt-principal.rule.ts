import { plainTerm } from '@stopsms/kernel';
import { type RecordPart, hasField, textsOf } from './receipt-fields.rule';

/** Roles of the subject of a record. A contact, a representative or an authority is none of them. */
const PRINCIPAL = new Set(
  [
    ...['PII principal', 'principal', 'data subject', 'subject', 'consumer', 'customer', 'end user', 'user'],
    ...['personne concernée', 'betroffene Person', 'betrokkene', 'interesado', 'interessato', 'titular'],
  ].map(plainTerm),
);
/** Kinds of party that say nothing of its role. */
const PERSON = new Set(['person', 'natural person', 'individual', 'human', 'personne physique']);

/** Number of the person only; empty if the record contains none or more than one. */
export function phoneOfPrincipal(parts: readonly RecordPart[]): string {
  const principals = distinct(parts.flatMap((part) => textsOf(part, 'piiprincipalid')));
  const [principal = '', ...others] = principals;
  if (others.length > 0) return '';
  const own = parts.filter((part) => hasField(part, 'partyphone') && isPrincipal(part, principal));
  const identified = own.filter((part) => textsOf(part, 'partyid')[0] === principal);
  const phones = distinct((identified.length > 0 ? identified : own).flatMap((part) => textsOf(part, 'partyphone')));
  if (phones.length > 1) return '';
  return phones[0] ?? principal.replace(/^tel:/i, '');
}

function isPrincipal(party: RecordPart, principal: string): boolean {
  const roles = [...textsOf(party, 'partyrole'), ...textsOf(party, 'partytype')].map(plainTerm);
  if (!roles.every((role) => PRINCIPAL.has(role) || PERSON.has(role))) return false;
  const ids = textsOf(party, 'partyid');
  return roles.some((role) => PRINCIPAL.has(role)) || (principal !== '' && ids.length === 1 && ids[0] === principal);
}

const distinct = (texts: string[]): string[] => [...new Set(texts)];
