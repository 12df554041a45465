import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type ConsentCollected, consentsCollected } from '@stopsms/contracts';
import { clockFrom, deterministicId } from '@stopsms/kernel';
import type { Product } from './product';

export const SHORT_CODE = '36180';
/** As many as the range reserved for fiction has. */
export const MAX_RECIPIENTS = 10_000;
const BATCH = 1_000;
const DAY_MS = 86_400_000;

/** The nth number of the range reserved for fiction, E.164. */
export const msisdn = (n: number): string => `+3363998${String(n).padStart(4, '0')}`;

/** One advertiser, to whose adverts the first `recipients` numbers have consented. Resolves when compliance knows. */
export async function enrol(product: Product, recipients: number): Promise<string> {
  if (recipients > MAX_RECIPIENTS) throw new RangeError(`The range reserved for fiction has ${MAX_RECIPIENTS} numbers`);
  const { stack, publisher } = product;
  const advertiserId = await makeAdvertiser(stack.services.campaign.url);
  const grantedAt = clockFrom(stack.clock).now() - DAY_MS;
  for (let from = 0; from < recipients; from += BATCH) {
    const consents = Array.from({ length: Math.min(BATCH, recipients - from) }, (_, n): ConsentCollected => {
      const number = msisdn(from + n);
      return {
        consentId: deterministicId('consent', advertiserId, number),
        recipientKey: product.keys.keyOf(number),
        advertiserId,
        grantedAt,
        source: 'benchmark',
        wording: 'Oui, je souhaite recevoir les offres par SMS',
        collectedBy: 'benchmark',
      };
    });
    await publisher.publish(
      consentsCollected,
      consents.map((value) => ({ key: value.recipientKey, value })),
    );
  }
  await caughtUp(product, `stopsms.compliance.${consentsCollected.name}`, consentsCollected.name);
  return advertiserId;
}

/** Resolves when a group has committed everything that is on the topic now. */
export async function caughtUp({ admin }: Product, groupId: string, topic: string): Promise<void> {
  const ends = await admin.fetchTopicOffsets(topic);
  for (;;) {
    const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const at = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    if (ends.every(({ partition, high }) => (at.get(partition) ?? -1) >= Number(high) || high === '0')) return;
    await delay(100);
  }
}

async function makeAdvertiser(campaignUrl: string): Promise<string> {
  // Each benchmark of a run has an advertiser of its own, and no two have one name or are one company.
  const sender = `L${randomBytes(5).toString('hex')}`;
  const response = await fetch(`${campaignUrl}/v1/advertisers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Lorane',
      legalName: `Lorane ${sender} SAS`,
      sender,
      shortCode: SHORT_CODE,
      country: 'FR',
    }),
  });
  if (!response.ok) throw new Error(`POST /v1/advertisers answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}
