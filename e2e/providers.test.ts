import { VENDOR_NAMES, type VendorName } from '@stopsms/kernel';
import type { RunningStack } from '@stopsms/local-stack';
import { type Story, runStory } from '@stopsms/story';
import { eventually } from '@stopsms/testing';
import { playPage } from './pages/test-pages';
import { type OwnStack, openStack } from './stage';

jest.setTimeout(600_000);

const [FIRST] = VENDOR_NAMES;
/** As the simulator counts answers of 429. */
const THROTTLED = '0x1ad';

interface Stats {
  rejected: Record<string, number>;
  repeatedReferences: number;
  receipts: { repeated: number };
}

let own: OwnStack;
let stack: RunningStack;

// One stack for all: the services that know of the provider are restarted between them.
beforeAll(async () => {
  own = await openStack({ provider: FIRST, env: { SEAL_EVERY_MS: '2000' } });
  ({ stack } = own);
});
afterAll(() => own.close());

const stats = async (): Promise<Stats> => (await (await fetch(`${stack.simulator.url}/stats`)).json()) as Stats;

async function behave(behaviour: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${stack.simulator.url}/behaviour`, {
    ...{ method: 'PUT', headers, body: JSON.stringify(behaviour) },
  });
  expect(answer.status).toBe(200);
}

/** Story with a provider that answers 429 until it did so once, and repeats, forges and invents callbacks throughout. */
async function storyOnABadDay(): Promise<Story> {
  await behave({ throttleRate: 1, repeatDeliverRate: 0.2, wrongSignatureRate: 0.1, unknownStateRate: 0.1 });
  const throttled = eventually('the provider answers 429', async () => ((await stats()).rejected[THROTTLED] ?? 0) > 0, {
    timeoutMs: 120_000,
  }).then(() => behave({ throttleRate: 0 }));
  const [story] = await Promise.all([runStory(stack, (line) => process.stdout.write(`${line}\n`)), throttled]);
  return story;
}

const proofOf = (messageId: string): Promise<{ seals: unknown[] }> =>
  eventually('the message has a sealed proof', async () => {
    const answer = await fetch(`${stack.services.compliance.url}/v1/messages/${messageId}/proof`);
    const proof = (await answer.json()) as { seals?: unknown[] };
    return proof.seals?.length ? { ...proof, seals: proof.seals } : undefined;
  });

test.each(VENDOR_NAMES)(
  'the page of %s leads to a first SMS, and the whole story adds up',
  async (name: VendorName) => {
    if (name !== FIRST) await stack.changeProvider(name);
    expect(await playPage(`docs/providers/${name}.md`, /^To the first SMS$/, stack)).toBe(1);
    const { claims, messages } = await storyOnABadDay();
    expect(claims.broken).toEqual([]);
    const { rejected, repeatedReferences, receipts } = await stats();
    expect({ rejected: Object.keys(rejected), repeatedReferences }).toEqual({
      rejected: [THROTTLED],
      repeatedReferences: 0,
    });
    expect(receipts.repeated).toBeGreaterThan(0);
    expect(JSON.stringify(await proofOf(messages.appointment))).toContain(`"${name}"`);
  },
);
