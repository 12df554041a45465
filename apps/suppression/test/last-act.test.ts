// Real: the suppression service, its database and its topics. Inbound-mo and compliance are records published by the test.
import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type OptOut, type OptOutChanged, type Reply, type Return, replies, returns } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import fc from 'fast-check';
import { Bed, stop } from './bed';

jest.setTimeout(300_000);

const SECOND = 1_000;
const YEARS = 7 * 365 * 86_400 * SECOND;

let bed: Bed;
let service: RunningService;
let acme: string;
let optOuts: () => Seen<OptOut>[];
let changes: Seen<OptOutChanged>[];

beforeAll(async () => {
  bed = await Bed.make();
  optOuts = await bed.collectOptOuts();
  changes = await bed.collectChanges();
  service = await bed.startReady();
  acme = (await bed.advertiser()).id;
});
afterAll(() => bed.end());

type Act =
  | { kind: 'stop'; behindMs: number }
  | { kind: 'press' | 'start' | 'lift' | 'import' | 'put' | 'again' }
  | { kind: 'doubtful start'; behindMs: number };

const behindMs = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3_600 * SECOND }), fc.constant(YEARS));
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('stop' as const), behindMs }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('start' as const, 'lift' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('doubtful start' as const), behindMs }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('press' as const, 'import' as const, 'put' as const, 'again' as const),
    }),
  },
);

let last = 0;

/** One person, and the clock by which the platform accepts what they do. */
class Person {
  readonly msisdn = `+3363998${String(7_000 + (last += 1))}`;
  readonly recipientKey = keys.keyOf(this.msisdn);
  private readonly said: (() => Promise<unknown>)[] = [];
  private now = Date.now() - 3_600 * SECOND;

  async does(what: Act): Promise<void> {
    this.now += 10 * SECOND;
    if (what.kind === 'again') for (const say of this.said) await say();
    // Lists count as of now: they cannot come after what this person's clock has dated ahead of the service's.
    else if ((what.kind === 'import' || what.kind === 'put') && this.now < Date.now()) await this.isReported(what.kind);
    else if (what.kind === 'import' || what.kind === 'put') await this.says({ kind: 'press' });
    else if (what.kind === 'lift' && this.now < Date.now()) await this.isLifted();
    else await this.says(what);
    await this.settled();
  }

  async isOut(): Promise<boolean> {
    const rows = await bed.sql(
      `SELECT FROM suppression.opt_out WHERE recipient_key = $1 AND scope = $2 AND state = 'out'`,
      [this.recipientKey, acme],
    );
    return rows.length > 0;
  }

  /** Checks that the number is blocked on the topic, which dispatchers follow, as in the table. */
  blocked = (): Promise<boolean> =>
    eventually('topic and table agree', async () => {
      const latest = optOuts()
        .filter(({ key }) => key === `${this.recipientKey}:${acme}`)
        .at(-1);
      const isOut = await this.isOut();
      return (latest?.value.state === 'out') === isOut ? { isOut } : undefined;
    }).then(({ isOut }) => isOut);

  /** Each new opt-out is confirmed to the person. */
  confirmed(): { begun: number; episodes: number } {
    const begun = changes.filter(
      ({ key, value }) => key === this.recipientKey && value.change === 'opted-out' && isOfAcme(value),
    );
    return {
      begun: begun.length,
      episodes: new Set(begun.flatMap(({ value }) => value.optOuts.map(({ episodeId }) => episodeId))).size,
    };
  }

  private async says(what: Act): Promise<void> {
    const acceptedAt = this.now;
    const at = acceptedAt - ('behindMs' in what ? what.behindMs : 0);
    const isStop = what.kind === 'stop' || what.kind === 'press';
    const say = isStop
      ? this.reply({
          ...{ receivedAt: at, acceptedAt },
          ...(what.kind === 'press' && { channel: 'web' as const, code: '' }),
        })
      : this.return(at, acceptedAt);
    this.said.push(say);
    await say();
  }

  private reply(fields: Partial<Reply>, scope = acme): () => Promise<unknown> {
    const value = stop(this.msisdn, [scope], fields);
    return () => bed.put(replies, [{ key: this.recipientKey, value }]);
  }

  private return(at: number, acceptedAt: number, advertiserId = acme): () => Promise<unknown> {
    const value: Return = {
      ...{ returnId: randomUUID(), recipientKey: this.recipientKey, outcome: 'granted', advertiserId },
      ...{ consentId: randomUUID(), cause: 'start', at, acceptedAt, evidenceId: randomUUID() },
      ...{ msisdn: this.msisdn, region: 'FR', code: '36180' },
    };
    return () => bed.put(returns, [{ key: this.recipientKey, value }]);
  }

  private async isLifted(): Promise<void> {
    const document = {
      ...{ kind: 'letter', keptAt: 'archive', date: new Date(this.now).toISOString(), sha256: 'ab'.repeat(32) },
    };
    await post('/v1/opt-outs/lift', {
      ...{ phone: this.msisdn, advertiserId: acme, by: 'anne', reason: 'a letter', document },
    });
  }

  /** Counts from now on, by the clock of the service. */
  private async isReported(how: 'import' | 'put'): Promise<void> {
    if (how === 'put') await post('/v1/opt-outs', { phone: this.msisdn, scope: acme, reason: 'asked' }, 'PUT');
    else await post(`/v1/opt-outs/import?advertiserId=${acme}`, `phone\n${this.msisdn}`);
    this.now = Math.max(this.now, Date.now());
  }

  /** Everything before is handled: another scope's STOP and return in the same partitions are. */
  private async settled(): Promise<void> {
    const marker = randomUUID();
    const [outAt, backAt] = [Date.now(), Date.now() + 10 * SECOND];
    const isMarked = (state: string) => () =>
      optOuts().some(({ value }) => value.scope === marker && value.state === state);
    await this.reply({ receivedAt: outAt, acceptedAt: outAt }, marker)();
    await eventually('the marker is out', isMarked('out'));
    await this.return(backAt, backAt, marker)();
    await eventually('the marker is back', isMarked('back'));
  }
}

const isOfAcme = ({ optOuts: of }: OptOutChanged): boolean => of.some(({ scope }) => scope === acme);

async function post(path: string, body: object | string, method = 'POST'): Promise<void> {
  const isText = typeof body === 'string';
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: { 'content-type': isText ? 'text/csv' : 'application/json' },
    body: isText ? body : JSON.stringify(body),
  });
  // Nobody is out, or a STOP is later than the document.
  expect([200, 404, 409, 422]).toContain(response.status);
  await response.body?.cancel();
}

test('the last act of a person decides, in any way and by any clock; repetitions change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 7 }), async (acts) => {
      const person = new Person();
      let isOut = false;
      for (const what of acts) {
        await person.does(what);
        const now = await person.blocked();
        if (['stop', 'press', 'import', 'put'].includes(what.kind)) isOut = true;
        else if (what.kind === 'start' || what.kind === 'lift') isOut = false;
        // Its own date may say that it is older than the STOP: then it stays without effect.
        else if (what.kind === 'doubtful start') isOut &&= now;
        expect([what.kind, now]).toEqual([what.kind, isOut]);
      }
      const { begun, episodes } = person.confirmed();
      expect(begun).toBe(episodes);
    }),
    { numRuns: 25 },
  );
});
