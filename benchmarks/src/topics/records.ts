import { randomBytes, randomUUID } from 'node:crypto';
import { type ClearedMessage, type OptOutRecord, clearedMarketing, optOutKey, optOuts } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';
import { msisdn } from '../product/audience';

/** The advertiser that all of them opted out of, and whose adverts these are. */
export const SCOPE = '0190d3a4-7b1e-7c3d-8f2a-6b5c4d3e2f10';

const KEY_BYTES = 16;
/** Random bytes for the next keys: a call of `randomBytes` for each took a sixth of a writer's time. */
const pool = { bytes: Buffer.alloc(0), used: 0 };

export function newRecipient(): string {
  if (pool.used === pool.bytes.length) Object.assign(pool, { bytes: randomBytes(1_000 * KEY_BYTES), used: 0 });
  pool.used += KEY_BYTES;
  return pool.bytes.toString('base64url', pool.used - KEY_BYTES, pool.used);
}

/** As suppression writes one. */
export function optOut(recipientKey = newRecipient()): Outgoing<OptOutRecord> {
  return {
    key: optOutKey(recipientKey, SCOPE),
    value: {
      state: 'out',
      scope: SCOPE,
      episodeId: randomUUID(),
      at: Date.now(),
      source: 'import',
      evidenceId: randomUUID(),
    },
  };
}

/** As compliance writes one. */
export function advert(recipientKey = newRecipient(), n = 0): Outgoing<ClearedMessage> {
  return {
    key: recipientKey,
    value: {
      messageId: randomUUID(),
      advertiserId: SCOPE,
      category: 'marketing',
      recipientKey,
      to: msisdn(n % 10_000),
      region: 'FR',
      text: 'Lorane : -20% sur tout le magasin ce week-end. STOP 36180',
      sender: 'Lorane',
      scopes: ['*', SCOPE],
      attempt: 1,
      consentId: randomUUID(),
      pack: { id: 'FR@2026', hash: 'sha256-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU' },
      clearedAt: Date.now(),
    },
  };
}

/** Kinds of records that a topic can be filled with. */
export const FILLINGS = {
  'opt-outs': { topic: optOuts, source: '/stopsms/suppression', make: optOut },
  adverts: { topic: clearedMarketing, source: '/stopsms/compliance', make: advert },
} as const;
export type Filling = keyof typeof FILLINGS;
