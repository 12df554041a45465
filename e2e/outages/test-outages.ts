import type { ServiceName } from '@stopsms/contracts';
import type { RunningStack } from '@stopsms/local-stack';
import { LONG_OUTAGES, OUTAGES, type Outage, PROBE_MS, ask, until } from './outages';

const ALL = process.env['STOPSMS_OUTAGES'] === 'all';

const namesOf = ({ services }: RunningStack): ServiceName[] => Object.keys(services) as ServiceName[];

/** Takes away from a running stack, what it needs, and gives it back: one test for each. */
export function testOutages(stackOf: () => RunningStack): void {
  test.each(ALL ? [...OUTAGES, ...LONG_OUTAGES] : OUTAGES)(
    'when $what, those it hits are not ready and name it, all are alive, and come back by themselves',
    async (outage) => {
      const stack = stackOf();
      await until(stack, namesOf(stack), ({ status }) => status === 200);
      await outage.begin(stack);
      const red = await isNamed(stack, outage).finally(() => outage.end(stack));
      const green = await until(stack, namesOf(stack), ({ status }) => status === 200);
      report(outage, times(red), times(green));
    },
  );
}

/** Resolves with how long each took to say what it misses. */
async function isNamed(stack: RunningStack, { names: part, hits }: Outage): Promise<Found> {
  const red = await until(stack, hits, ({ status, down }) => status === 503 && part in down);
  for (const { answer } of red.values()) {
    expect(answer.ms).toBeLessThan(PROBE_MS);
    expect(answer.down[part]).toMatchObject({
      message: expect.stringMatching(/\w/),
      since: expect.stringMatching(/^\d{4}-.+Z$/),
    });
  }
  // What hangs itself cannot answer.
  const running = namesOf(stack).filter((name) => !(part === 'opt-out-view' && name === 'suppression'));
  // Without its database suppression may not say that the list is fresh: after 5 s the dispatcher holds adverts, as it should.
  const follows = (name: string) => part === 'database' && name === 'dispatcher';
  const others = running.filter((name) => !hits.includes(name) && !follows(name));
  expect(await statuses(stack, others, 'ready')).toEqual(others.map((name) => [name, 200]));
  expect(await statuses(stack, running, 'live')).toEqual(running.map((name) => [name, 200]));
  return red;
}

type Found = Awaited<ReturnType<typeof until>>;

const statuses = (stack: RunningStack, of: ServiceName[], probe: 'live' | 'ready') =>
  Promise.all(of.map(async (name) => [name, (await ask(stack, name, probe)).status]));

const times = (found: Found): string => {
  const seconds = [...found.values()].map(({ afterMs }) => afterMs / 1_000);
  return `${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s`;
};

function report({ what, hits }: Outage, red: string, green: string): void {
  process.stdout.write(`When ${what}: ${hits.length} red after ${red}, all green ${green} after its end\n`);
}
