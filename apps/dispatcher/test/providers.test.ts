import { clearedInformative, clearedMarketing } from '@stopsms/contracts';
import { partitionOf } from '@stopsms/messaging';
import { eventually, keys } from '@stopsms/testing';
import type { ProviderState } from '../src/operator/provider-state';
import type { Bed } from './bed';
import { RATE, TwoOperators, behave, shownBy, statsOf } from './two-operators';

const HOUR_MS = 3_600_000;

let operators: TwoOperators;
let bed: Bed;
let alpha: TwoOperators['alpha'];
let beta: TwoOperators['beta'];
const fatal: Error[] = [];

beforeAll(async () => {
  operators = await TwoOperators.open((error) => fatal.push(error));
  ({ bed, alpha, beta } = operators);
});
afterAll(() => operators.close());
afterEach(async () => {
  await behave(alpha, { throttleRate: 0, errorRate: 0 });
  expect(fatal).toEqual([]);
});

const untilAlphaTakes = () =>
  eventually(
    'a message uses alpha again',
    async () => (await operators.ends(await operators.sendOne())).provider === 'alpha',
  );

describe('routes', () => {
  it.each([
    { region: 'FR', provider: 'alpha' },
    { region: 'US', provider: 'beta' },
    { region: 'MQ', provider: 'alpha' },
  ])('take a message to $region to $provider, which its status names', async ({ region, provider }) => {
    const message = await operators.sendOne({ region });
    expect(await operators.ends(message)).toMatchObject({ status: 'submitted', provider });
    const [mine, other] = provider === 'alpha' ? [alpha, beta] : [beta, alpha];
    expect(await shownBy(mine, message)).toHaveLength(1);
    expect(await shownBy(other, message)).toEqual([]);
  });

  it('lead by the operators that are enabled for a sender, and by no other', async () => {
    const [enabled, elsewhere] = ['Lorane & Co', 'Lorane Viajes'];
    await operators.register(enabled, ['beta']);
    await operators.register(elsewhere, ['beta', 'delta'], 'ES');
    await eventually('a message under it goes to beta', async () => {
      const sent = await operators.sendOne({ sender: enabled });
      return (await operators.ends(sent)).provider === 'beta';
    });
    const nowhere = await operators.sendOne({ sender: elsewhere, region: 'ES' });
    expect(await operators.ends(nowhere)).toMatchObject({ status: 'blocked', code: 'SENDER_NOT_ENABLED' });
    for (const operator of [alpha, beta]) expect(await shownBy(operator, nowhere)).toEqual([]);
  });

  it('close 2 h before the window where the operator delivers however late', async () => {
    const late = await operators.sendOne({ region: 'DE', windowClosesAt: Date.now() + HOUR_MS });
    const early = await operators.sendOne({ region: 'DE', windowClosesAt: Date.now() + 3 * HOUR_MS });
    expect(await operators.ends(late)).toMatchObject({ status: 'expired', code: 'WINDOW_ENDING' });
    expect(await operators.ends(early)).toMatchObject({ status: 'submitted', provider: 'delta' });
    const [shown] = await shownBy(beta, early);
    expect(shown?.validUntil).toBeUndefined();
  });

  it('that are closed return their messages, and the others continue', async () => {
    await beta.kill();
    await operators.until('beta', 'is gone', ({ bound }) => bound === 0);
    const closed = await operators.sendOne({ region: 'US' });
    expect(await operators.ends(closed)).toMatchObject({ status: 'expired', code: 'ROUTE_CLOSED' });
    expect(await operators.ends(await operators.sendOne())).toMatchObject({ status: 'submitted', provider: 'alpha' });
    const answer = await operators.ready();
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('not bound to operator beta');
    await beta.restart();
    await operators.until('beta', 'is back', ({ bound }) => bound === 1);
    expect(await operators.ends(await operators.sendOne({ region: 'US' }))).toMatchObject({
      status: 'submitted',
      provider: 'beta',
    });
  });
});

describe('an operator', () => {
  it('that refuses the password is tried once, and readiness reports it', async () => {
    expect(await operators.stateOf('gamma')).toMatchObject({
      bound: 0,
      problem: expect.stringMatching(/ESME_RINVPASWD.*restart/),
    });
    expect(await statsOf(alpha)).toMatchObject({ bindsRefused: 1 });
    expect(await (await operators.ready()).text()).toContain('not bound to operator gamma');
  });

  it('gets no more than its rate over all its connections', async () => {
    const adverts = Array.from({ length: 101 }, () => bed.cleared());
    await bed.adverts(adverts);
    for (const advert of adverts)
      expect(await operators.ends(advert)).toMatchObject({ status: 'submitted', provider: 'alpha' });
    const shown = (await Promise.all(adverts.map((advert) => shownBy(alpha, advert)))).flat();
    const instants = shown.map(({ at }) => Date.parse(at));
    expect(Math.max(...instants) - Math.min(...instants)).toBeGreaterThan(1_900);
  });

  it('that disconnects is replaced by the next of the route until it is back', async () => {
    await alpha.kill();
    const during = Array.from({ length: 20 }, () => bed.cleared());
    await bed.adverts(during);
    for (const message of during) {
      expect(await operators.ends(message)).toMatchObject({ status: 'submitted', provider: 'beta' });
      expect(await shownBy(beta, message)).toHaveLength(1);
    }
    await alpha.restart();
    await operators.until('alpha', 'is back', ({ bound }) => bound === 2);
    expect(await operators.ends(await operators.sendOne())).toMatchObject({ status: 'submitted', provider: 'alpha' });
  });

  it('that throttles gets less, the other one as much as before, and nothing is lost or sent twice', async () => {
    await behave(alpha, { throttleRate: 1 });
    const slow = Array.from({ length: 10 }, () => bed.cleared());
    await bed.adverts(slow);
    await operators.until('alpha', 'gets submits more slowly', ({ rate }) => rate <= RATE / 2);
    // Messages of one partition wait for each other, whatever their operator.
    const taken = new Set(slow.map(({ recipientKey }) => partitionOf(clearedMarketing, recipientKey)));
    let to = bed.nextHandset();
    while (taken.has(partitionOf(clearedMarketing, keys.keyOf(to)))) to = bed.nextHandset();
    expect(await operators.ends(await operators.sendOne({ to, region: 'US' }))).toMatchObject({
      status: 'submitted',
      provider: 'beta',
    });
    await behave(alpha, { throttleRate: 0 });
    for (const message of slow) {
      expect(await operators.ends(message)).toMatchObject({ status: 'submitted', provider: 'alpha' });
      expect(await shownBy(alpha, message)).toHaveLength(1);
    }
    const { rate } = await operators.stateOf('alpha');
    await operators.until('alpha', 'gets submits faster again', (state) => state.rate > rate);
    const metrics = await operators.metrics();
    expect(metrics).toMatch(/stopsms_provider_answers_total\{[^}]*provider="alpha",answer="throttled"[^}]*\} [1-9]/);
  });

  it('that throttles for long is not used until its pause ends, and then finishes the text that it has begun', async () => {
    let throttling: Promise<void> | undefined;
    const begun = operators.submit({
      region: 'MQ',
      text: 'x'.repeat(1_500),
      veto: (written) => {
        if (written === 1) throttling ??= behave(alpha, { throttleRate: 1 });
        return undefined;
      },
    });
    const isPaused = ({ problem }: ProviderState) => problem?.includes('alpha is paused') === true;
    await operators.until('alpha', 'is paused', isPaused);
    expect(await operators.ends(await operators.sendOne())).toMatchObject({ status: 'submitted', provider: 'beta' });
    await behave(alpha, { throttleRate: 0 });
    expect(await begun).toMatchObject({ outcome: 'submitted', provider: 'alpha', parts: 10 });
    expect(await operators.ends(await operators.sendOne())).toMatchObject({ status: 'submitted', provider: 'alpha' });
  });

  it('that only fails is not used until one message gets through', async () => {
    await behave(alpha, { errorRate: 1, errorStatus: 0x08 });
    const adverts = Array.from({ length: 30 }, () => bed.cleared());
    await bed.adverts(adverts);
    const ends = await Promise.all(adverts.map((message) => operators.ends(message)));
    // One that is alone with it, as on a busy machine, is refused by it after three tries; ten in a row open the circuit.
    const refused = ends.filter(({ status, provider }) => status === 'rejected' && provider === 'alpha').length;
    const byTheOther = ends.filter(({ status, provider }) => status === 'submitted' && provider === 'beta').length;
    expect(refused + byTheOther).toBe(30);
    expect(refused).toBeLessThan(10);
    await operators.until('alpha', 'is not used', ({ circuit, problem }) => {
      return circuit === 'open' && (problem ?? '').includes('ESME_RSYSERR');
    });
    await behave(alpha, { errorRate: 0 });
    await untilAlphaTakes();
    expect(await operators.stateOf('alpha')).toMatchObject({ circuit: 'closed' });
  });

  it('that fails at one message three times has refused it', async () => {
    await untilAlphaTakes();
    await behave(alpha, { errorRate: 1, errorStatus: 0x45 });
    const before = (await statsOf(alpha)).submits;
    const message = await operators.sendOne();
    expect(await operators.ends(message)).toMatchObject({
      status: 'rejected',
      provider: 'alpha',
      code: 'OPERATOR_REJECTED',
    });
    expect((await statsOf(alpha)).submits - before).toBe(3);
    expect(await shownBy(beta, message)).toEqual([]);
  });

  it('sends a one-time code next, before the adverts queued earlier', async () => {
    const adverts = Array.from({ length: 150 }, () => bed.cleared());
    await bed.adverts(adverts);
    await operators.until('alpha', 'has adverts waiting', ({ waiting }) => waiting.marketing > 0);
    const code = bed.cleared({ category: 'informative', scopes: ['*'], text: 'Code 482913 pour valider votre achat.' });
    await bed.put(clearedInformative, [{ key: code.recipientKey, value: code }]);
    expect(await operators.ends(code)).toMatchObject({ status: 'submitted', provider: 'alpha' });
    const [codeAt = 0] = (await shownBy(alpha, code)).map(({ at }) => Date.parse(at));
    for (const advert of adverts) await operators.ends(advert);
    const instants = (await Promise.all(adverts.map((advert) => shownBy(alpha, advert)))).flat();
    expect(instants.filter(({ at }) => Date.parse(at) > codeAt).length).toBeGreaterThan(20);
  });
});
