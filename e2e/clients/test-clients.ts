import type { Product } from '../product';
import { CLIENTS, ESMES, PUBLISHERS, TWILIO, isHere, reasonMissing } from './clients';
import { type ClientStage, stageClients } from './stage-clients';
import { testEsme } from './test-esme';
import { testPublisher } from './test-publisher';
import { testTwilio } from './test-twilio';

/** Clients that others wrote, each of a pinned version, use the product as its pages say. */
export function testClients(of: () => Product): void {
  let stage: ClientStage | undefined;
  const stageOf = () => stage as ClientStage;

  beforeAll(async () => {
    for (const client of CLIENTS) {
      const reason = reasonMissing(client);
      if (reason) console.info(`Clients of others: ${client.name} did not run: ${reason}`);
    }
    stage = await stageClients(of());
  });
  afterAll(() => stage?.close());

  for (const client of PUBLISHERS) suiteOf(client)(client.name, () => testPublisher(stageOf, client));
  for (const client of ESMES) suiteOf(client)(client.name, () => testEsme(stageOf, client));
  for (const client of TWILIO) suiteOf(client)(client.name, () => testTwilio(stageOf, client));
}

const suiteOf = (client: (typeof CLIENTS)[number]) => (isHere(client) ? describe : describe.skip);
