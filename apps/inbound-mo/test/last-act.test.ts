import type { RunningService } from '@stopsms/bootstrap';
import { type Reply, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import fc from 'fast-check';
import { Bed, newHandset, post } from './bed';
import { BEARER, TOKEN } from './signing';
import { linkSent } from './unsubscribe-link';

const CODE = '36180';
const HOUR = 3_600_000;
const YEARS = 7 * 365 * 24 * HOUR;

let bed: Bed;
let service: RunningService;
let read: Reply[];

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady({ WEBHOOK_SECRET: TOKEN });
  read = await bed.values(replies);
});
afterAll(() => bed.end());

type Act =
  | { by: 'page' }
  | { by: 'stopped clock'; text: 'STOP' }
  | { by: 'smpp'; text: 'STOP' | 'START'; id?: string }
  | { by: 'webhook'; text: 'STOP' | 'START'; id?: string; behindMs?: number }
  | { by: 'retry'; of: number };

const text = fc.constantFrom('STOP' as const, 'START' as const);
/** Counted from the beginning again and again. */
const id = fc.option(fc.constantFrom('1', '2'), { nil: undefined });
const fields = <T extends Record<string, fc.Arbitrary<unknown>>>(of: T) =>
  fc.record(of, { requiredKeys: ['by', 'text'] });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constant({ by: 'page' as const }),
  fc.constant({ by: 'stopped clock' as const, text: 'STOP' as const }),
  fc.record({ by: fc.constant('retry' as const), of: fc.nat({ max: 7 }) }),
  fields({ by: fc.constant('smpp' as const), text, id }) as fc.Arbitrary<Act>,
  fields({
    by: fc.constant('webhook' as const),
    text,
    id,
    behindMs: fc.constantFrom(0, 0, HOUR, YEARS),
  }) as fc.Arbitrary<Act>,
);
/** Dated by the operator's clock alone, as far apart as people text. */
const datedAct: fc.Arbitrary<Act> = fc.record({ by: fc.constant('webhook' as const), text, behindMs: fc.constant(0) });

class Person {
  readonly handset = newHandset();
  private readonly done: (() => Promise<unknown>)[] = [];
  private readonly began = Date.now() - HOUR;
  private datedAt = this.began;

  async does(what: Act): Promise<void> {
    if (what.by !== 'retry') this.done.push(await this.way(what));
    await this.done[what.by === 'retry' ? what.of % this.done.length : this.done.length - 1]?.();
  }

  /** Once everything before is read. */
  async published(): Promise<Reply[]> {
    await bed.operator.mo({ from: this.handset, to: CODE, text: 'Merci, à demain', id: this.handset });
    return eventually('a later text is read', () => {
      const mine = read.filter(({ recipientKey }) => recipientKey === keys.keyOf(this.handset));
      return mine.some(({ tier }) => tier === 'none') && mine;
    });
  }

  private async way(what: Exclude<Act, { by: 'retry' }>): Promise<() => Promise<unknown>> {
    if (what.by === 'page') {
      const link = await linkSent(bed, await acme(), this.handset);
      return async () => expect((await post(service.url + link)).status).toBe(200);
    }
    const id = 'id' in what ? what.id : undefined;
    const mo = { from: this.handset, to: CODE, text: what.text, ...(id !== undefined && { id }) };
    if (what.by === 'smpp') return async () => expect(await bed.operator.mo(mo)).toEqual([0]);
    this.datedAt += 10_000;
    const receivedAt = this.dateOf(what);
    const body = { ...mo, ...(receivedAt !== undefined && { receivedAt: new Date(receivedAt).toISOString() }) };
    return async () => expect((await post(`${service.url}/v1/providers/simulator/mo`, body, BEARER)).status).toBe(202);
  }

  private dateOf(what: Extract<Act, { by: 'webhook' | 'stopped clock' }>): number | undefined {
    if (what.by === 'stopped clock') return this.began;
    return what.behindMs === undefined ? undefined : this.datedAt - what.behindMs;
  }
}

let brand: ReturnType<Bed['brand']> | undefined;
const acme = () => (brand ??= bed.brand('Acme', [CODE]));

/** MOs of an operator without ids. */
const STOP_DATED_ALIKE: Act = { by: 'stopped clock', text: 'STOP' };
const START_DATED: Act = { by: 'webhook', text: 'START', behindMs: 0 };

/** Returns the conclusion of suppression, in whatever order they arrive (docs/law/opt-outs.md#race). */
function isOut(published: readonly Reply[]): boolean {
  const acts = published.map((reply) => ({ ...reply, acceptedAt: reply.acceptedAt ?? NaN }));
  const stops = acts.filter(({ tier }) => tier === 'exact');
  const starts = acts.filter(({ tier }) => tier === 'start');
  const ends = (start: (typeof acts)[number]) =>
    stops.every((stop) => start.receivedAt > stop.receivedAt + 5_000 && start.acceptedAt > stop.acceptedAt);
  return stops.length > 0 && !starts.some(ends);
}

async function outAfter(acts: readonly Act[]): Promise<boolean> {
  const person = new Person();
  for (const what of acts) await person.does(what);
  return isOut(await person.published());
}

/** The operator delivers something again, which is no act. */
const lastAct = (acts: readonly Act[]) => acts.findLast((each) => each.by !== 'retry');

test('a person whose last act is a STOP is opted out, for all ways, IDs, dates and retries', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 8 }), async (acts) => {
      const last = lastAct(acts);
      const isStop = last !== undefined && (last.by === 'page' || ('text' in last && last.text === 'STOP'));
      const isNow = await outAfter(acts);
      if (isStop) expect(isNow).toBe(true);
    }),
    { numRuns: 25, examples: [[[STOP_DATED_ALIKE, START_DATED, STOP_DATED_ALIKE]]] },
  );
});

test('a person whose last act is a return is opted in if the operator dates texts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(datedAct, { minLength: 2, maxLength: 8 }), async (acts) => {
      const last = lastAct(acts);
      expect(await outAfter(acts)).toBe(last !== undefined && 'text' in last && last.text === 'STOP');
    }),
    { numRuns: 10 },
  );
});
