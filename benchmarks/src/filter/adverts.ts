import { randomBytes, randomUUID } from 'node:crypto';
import { type ClearedMessage, clearedMarketing } from '@stopsms/contracts';
import type { Outgoing, Publisher } from '@stopsms/messaging';
import { msisdn } from '../product/audience';
import { SCOPE } from '../rebuild/opt-out-topic';

const BATCH = 2_000;

export const newRecipient = (): string => randomBytes(16).toString('base64url');

/** Writes cleared adverts as compliance does. @param recipients - taken in turn; new ones for each advert when absent */
export async function publishAdverts(publisher: Publisher, count: number, recipients?: string[]): Promise<void> {
  for (let written = 0; written < count; written += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - written) }, (_, n) =>
      advert(recipients?.[(written + n) % recipients.length] ?? newRecipient(), written + n),
    );
    await publisher.publish(clearedMarketing, batch);
  }
}

function advert(recipientKey: string, n: number): Outgoing<ClearedMessage> {
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
