import { randomUUID } from 'node:crypto';
import { hashOfKey } from '@stopsms/access';
import { type AuditEvent, advertisers, auditEvents } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed } from '../bed';
import { LORANE, NOW } from '../fixtures';

/** The key of Alice, who may do everything. */
export const OPERATOR = 'stopsms_of-the-operator-alice-in-this-test';
const ROLES = ['auditor', 'operator', 'reviewer'];
type Headers = Record<string, string>;

/** Key of an advertiser, named "crm". */
export const KEY = { id: randomUUID(), key: 'stopsms_of-the-advertiser-in-this-test' };
export const keyOf = (role: string): string => `stopsms_of-one-with-the-role-${role}-in-this-test`;
export const bearer = (key: string): Headers => ({
  authorization: `Bearer ${key}`,
  'content-type': 'application/json',
});
export const ALICE = bearer(OPERATOR);

/** Body of a consent to Lorane's adverts, given yesterday. */
export const consentTo = (phone: string) => ({
  ...{ advertiserId: LORANE.id, phone, grantedAt: NOW - 86_400_000, source: 'shop' },
  wording: 'Oui aux offres de Lorane par SMS',
});

export interface Shown {
  id: string;
  at: string;
  kind: string;
  operation: string;
  who: AuditEvent['who'];
  from: AuditEvent['from'];
  on: AuditEvent['on'];
  result: { status: number; problem?: string } | null;
  requestId: string;
  isAltered: boolean;
}
export interface Page {
  items: Shown[];
  nextCursor?: string;
}

/** The audit log of a service that needs keys, as Alice, an operator who may do everything, asks for it. */
export class AuditLog {
  private constructor(
    readonly bed: Bed,
    /** Audit events that the service published. */
    readonly published: Seen<AuditEvent>[],
  ) {}

  static async open(settings: NodeJS.ProcessEnv = {}): Promise<AuditLog> {
    const others = ROLES.map((role) => `${role}-key:${role}:${hashOfKey(keyOf(role))}`);
    const operators = [`alice:${hashOfKey(OPERATOR)}`, ...others].join(',');
    const bed = await Bed.madeWith({ ...settings, OPERATOR_KEYS: operators });
    const published = await bed.collect<AuditEvent>(auditEvents.compliance);
    const mine = { id: KEY.id, hash: hashOfKey(KEY.key), name: 'crm' };
    await bed.put(advertisers, [{ key: LORANE.id, value: { ...LORANE, keys: [mine] }, partition: 0 }]);
    return new AuditLog(bed, published);
  }

  close(): Promise<void> {
    return this.bed.end();
  }

  post(path: string, body: object, headers: Headers = ALICE): Promise<Response> {
    return fetch(`${this.bed.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  get(path: string, headers: Headers = ALICE): Promise<Response> {
    return fetch(`${this.bed.url}${path}`, { headers });
  }

  async search(query: Record<string, unknown>): Promise<Page> {
    const answer = await this.post('/v1/audit/search', query);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Page;
  }

  /** Waits until so many are found. */
  found(what: string, query: Record<string, unknown>, many = 1): Promise<Shown[]> {
    return eventually(what, async () => {
      const { items } = await this.search(query);
      return items.length >= many && items;
    });
  }

  consent(phone: string, headers?: Headers): Promise<Response> {
    return this.post('/v1/consents', consentTo(phone), headers);
  }

  forge(sql: string): Promise<void> {
    return this.bed.forge(sql, 'audit_event');
  }
}
