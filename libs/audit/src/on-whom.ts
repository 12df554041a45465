import { AUDIT_BOUNDS, type AuditEvent } from '@stopsms/contracts';
import { type RecipientKeys, isUuid, readPhone } from '@stopsms/kernel';
import type { Request } from 'express';
import { nameIn } from './plain-words';

/** Knowledge needed to determine whom a request concerns. */
export interface Knowing {
  /** Absent in services that do not hash numbers: recipients are not named then. */
  keys?: RecipientKeys | undefined;
  /** Country of national numbers of an advertiser. */
  countryOf: (advertiserId: string) => string | undefined;
}

type On = AuditEvent['on'];
type Fields = Record<string, unknown>;

const HOME_COUNTRY = 'FR';
/** Fields in which requests name recipients. */
const NUMBERS = ['phone', 'phones', 'to', 'msisdn', 'number'];

/** Returns the advertiser, resources and recipients that a request names in its path and at the top of query and body. */
export function onWhom(request: Request, knowing: Knowing): On {
  const inPath = resourcesOfPath(request);
  const fields = [request.query, request.body].filter(isFields);
  const given = fields.flatMap((each) => Object.entries(each));
  const named = given.flatMap(([name, value]) => idsIn(name, value));
  const advertiserId = [...inPath, ...named].find(({ kind }) => kind === 'advertisers')?.id.toLowerCase();
  const numbers = given.flatMap(([name, value]) => (NUMBERS.includes(name) ? textsIn(value) : []));
  const country = fields.map((each) => each['country']).find((each) => typeof each === 'string');
  const home = country ?? (advertiserId === undefined ? undefined : knowing.countryOf(advertiserId)) ?? HOME_COUNTRY;
  return {
    ...(isUuid(advertiserId) && { advertiserId }),
    resources: [...inPath, ...named].slice(0, AUDIT_BOUNDS.resources),
    recipientKeys: keysOf(numbers.slice(0, AUDIT_BOUNDS.recipients), home, knowing.keys),
  };
}

/** Adds those of the response: the created resource and its advertiser. */
export function withAnswer(on: On, request: Request, answer: unknown, recipientKeys: readonly string[] = []): On {
  const { id, advertiserId } = isFields(answer) ? answer : {};
  const isNew = isUuid(id) && !on.resources.some((each) => each.id === id);
  const kind = staticPartsOf(request).at(-1);
  const made = isNew && kind !== undefined ? [{ kind, id }] : [];
  const keys = [...new Set([...on.recipientKeys, ...recipientKeys])];
  return {
    ...(isUuid(advertiserId) && { advertiserId: advertiserId.toLowerCase() }),
    ...on,
    resources: [...made, ...on.resources].slice(0, AUDIT_BOUNDS.resources),
    recipientKeys: keys.slice(0, AUDIT_BOUNDS.recipients),
  };
}

const patternOf = ({ route }: Request): string => String((route as { path?: unknown } | undefined)?.path ?? '');
const partsOf = (request: Request): string[] => patternOf(request).split('/').filter(Boolean);
const staticPartsOf = (request: Request): string[] => partsOf(request).filter((part) => !part.startsWith(':'));

/** `/v1/advertisers/:id/keys/:keyId` → that advertiser and that key; `/v1/dead-letters/:topic/:offset` → that topic and that offset */
function resourcesOfPath(request: Request): On['resources'] {
  const parts = partsOf(request);
  return parts.flatMap((part, at) => {
    const value = part.startsWith(':') ? request.params[part.slice(1)] : undefined;
    const id = typeof value === 'string' ? idOf(value) : undefined;
    if (id === undefined) return [];
    const before = parts[at - 1] ?? '';
    return [{ kind: before.startsWith(':') ? part.slice(1) : before, id }];
  });
}

const idOf = (value: string): string | undefined =>
  isUuid(value) ? value.toLowerCase() : SHORT_NUMBER.test(value) ? value : nameIn(value, AUDIT_BOUNDS.id);
/** An offset or a version: no phone number has so few digits. */
const SHORT_NUMBER = /^\d{1,6}$/;

/** `campaignId`, `messageIds` */
function idsIn(name: string, value: unknown): On['resources'] {
  const kind = /^([a-z][A-Za-z]{0,40})Ids?$/.exec(name)?.[1];
  if (kind === undefined) return [];
  const plural = kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) + 's';
  return textsIn(value)
    .filter(isUuid)
    .map((id) => ({ kind: plural, id: id.toLowerCase() }));
}

const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .slice(0, AUDIT_BOUNDS.resources)
    .filter((each): each is string => typeof each === 'string');

function keysOf(numbers: readonly string[], country: string, keys: RecipientKeys | undefined): string[] {
  if (!keys) return [];
  const read = numbers.map((number) => readPhone(number.slice(0, 64), country));
  return [...new Set(read.flatMap((phone) => (phone.ok ? [keys.keyOf(phone.value.e164)] : [])))];
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
