import type { ServiceName } from '@stopsms/contracts';
import type { RunningStack } from '@stopsms/local-stack';
import { LONG_OUTAGES, OUTAGES, type Outage, PROBE_MS, ask, until } from './outages';
import { type OwnStack, openStack } from './stage';

jest.setTimeout(600_000);

const ALL = process.env['STOPSMS_OUTAGES'] === 'all';

let own: OwnStack;
let stack: RunningStack;
const names = (): ServiceName[] => Object.keys(stack.services) as ServiceName[];

beforeAll(async () => {
  own = await openStack();
  ({ stack } = own);
});
afterAll(async () => {
  await own?.close();
});

test.each(ALL ? [...OUTAGES, ...LONG_OUTAGES] : OUTAGES)(
  'when $what, those it hits are not ready and name it, all are alive, and come back by themselves',
  async (outage) => {
    await until(stack, names(), ({ status }) => status === 200);
    await outage.begin(stack);
    const red = await isNamed(outage).finally(() => outage.end(stack));
    const green = await until(stack, names(), ({ status }) => status === 200);
    report(outage, times(red), times(green));
  },
);

/** Resolves with how long each took to say what it misses. */
async function isNamed({ names: part, hits }: Outage): Promise<Found> {
  const red = await until(stack, hits, ({ status, down }) => status === 503 && part in down);
  for (const { answer } of red.values()) {
    expect(answer.ms).toBeLessThan(PROBE_MS);
    expect(answer.down[part]).toMatchObject({
      message: expect.stringMatching(/\w/),
      since: expect.stringMatching(/^\d{4}-.+Z$/),
    });
  }
  // What hangs itself cannot answer.
  const running = names().filter((name) => !(part === 'opt-out-view' && name === 'suppression'));
  const others = running.filter((name) => !hits.includes(name));
  expect(await statuses(others, 'ready')).toEqual(others.map((name) => [name, 200]));
  expect(await statuses(running, 'live')).toEqual(running.map((name) => [name, 200]));
  return red;
}

type Found = Awaited<ReturnType<typeof until>>;

const statuses = (of: ServiceName[], probe: 'live' | 'ready') =>
  Promise.all(of.map(async (name) => [name, (await ask(stack, name, probe)).status]));

const times = (found: Found): string => {
  const seconds = [...found.values()].map(({ afterMs }) => afterMs / 1_000);
  return `${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s`;
};

function report({ what, hits }: Outage, red: string, green: string): void {
  process.stdout.write(`When ${what}: ${hits.length} red after ${red}, all green ${green} after its end\n`);
}
