import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { clockFrom } from '@stopsms/kernel';
import type { RunningStack } from '@stopsms/local-stack';
import type { Counts } from '@stopsms/story';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import { json } from './json';
import { type Person, SHORT_CODE, contactsCsv } from './people';

const DAY_MS = 86_400_000;
const PUBLISH_AGAIN_MS = 500;

export interface Cast {
  lorane: string;
  panivo: string;
  book: string;
}

export interface RunningCampaign {
  title: string;
  id: string;
}

/** Two advertisers on one short code; the first has an address book with everybody in it. */
export async function assemble(stack: RunningStack, people: readonly Person[]): Promise<Cast> {
  const { url } = stack.services.campaign;
  const advertiser = async (name: string) => {
    const fields = { name, legalName: `${name} SAS`, sender: name, shortCode: SHORT_CODE, country: 'FR' };
    return (await json<{ id: string }>('POST', `${url}/v1/advertisers`, fields)).id;
  };
  const [lorane, panivo] = [await advertiser('Lorane'), await advertiser('Panivo')];
  return addBook(stack, { lorane, panivo }, people);
}

/** Gives the first advertiser a book with these people. */
export async function addBook(
  stack: RunningStack,
  { lorane, panivo }: Pick<Cast, 'lorane' | 'panivo'>,
  people: readonly Person[],
): Promise<Cast> {
  const { url } = stack.services.campaign;
  const { id: book } = await json<{ id: string }>('POST', `${url}/v1/address-books`, {
    advertiserId: lorane,
    name: 'Clients',
  });
  const yesterday = new Date(clockFrom(stack.clock).now() - DAY_MS);
  const answer = await fetch(`${url}/v1/address-books/${book}/contacts`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: contactsCsv(people, yesterday.toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' })),
  });
  const { imported } = (await answer.json()) as { imported?: number };
  if (imported !== people.length) throw new Error(`${imported ?? 'none'} of ${people.length} contacts were imported`);
  return { lorane, panivo, book };
}

export async function startCampaign(
  stack: RunningStack,
  { lorane, book }: Cast,
  title: string,
  text: string,
): Promise<RunningCampaign> {
  const order = { advertiserId: lorane, addressBookId: book, category: 'marketing', text, mention: 'insert' };
  const { url } = stack.services.campaign;
  const { id } = await json<{ id: string }>('POST', `${url}/v1/campaigns`, order);
  await json('POST', `${url}/v1/campaigns/${id}/start`, { by: 'the faults' });
  return { title, id };
}

export const campaignNow = (stack: RunningStack, { id }: RunningCampaign): Promise<{ counts: Counts }> =>
  json('GET', `${stack.services.campaign.url}/v1/campaigns/${id}`);

/** The second advertiser: it publishes to the public door as another team's service does, through every fault. */
export class OrderNotices {
  private readonly producer;
  private readonly failed = new AbortController();
  private publishing: Promise<void> = Promise.resolve();
  private published = 0;

  constructor(
    { kafka }: RunningStack,
    private readonly advertiserId: string,
  ) {
    const client = new Kafka({ brokers: kafka.bootstrap.split(','), logLevel: logLevel.NOTHING });
    this.producer = client.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  }

  /** @param at - milliseconds from now, for each notice */
  publish(notices: readonly { atMs: number; to: string }[]): Promise<void> {
    this.publishing = this.publishAll(notices);
    return this.publishing;
  }

  /** Gives up; resolves once nothing is published any more. */
  async abandon(): Promise<void> {
    this.failed.abort();
    await Promise.allSettled([this.publishing]);
  }

  private async publishAll(notices: readonly { atMs: number; to: string }[]): Promise<void> {
    const startedAt = performance.now();
    try {
      for (const { atMs, to } of notices) {
        await pause(Math.max(0, atMs - (performance.now() - startedAt)), undefined, this.failed);
        this.published += 1;
        await this.send(to, `Panivo : votre commande ${this.published} est prête au comptoir.`);
      }
    } finally {
      await this.producer.disconnect();
    }
  }

  /** The id makes it one SMS, however often it is published. */
  private async send(to: string, text: string): Promise<void> {
    const id = randomUUID();
    const value = { id, advertiserId: this.advertiserId, category: 'informative', to, text };
    for (;;) {
      try {
        await this.producer.connect();
        await this.producer.send({ topic: 'sms.requested.v1', messages: [{ key: id, value: JSON.stringify(value) }] });
        return;
      } catch {
        await pause(PUBLISH_AGAIN_MS, undefined, this.failed);
      }
    }
  }
}
