import type { RunningService } from '@stopsms/bootstrap';
import { clearedInformative } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed, MAX_HEARTBEAT_AGE_MS } from './bed';
import { lanesOf } from './lanes';

let bed: Bed;
let service: RunningService;
const fatal: Error[] = [];
const { statusesOf, view } = lanesOf(
  () => bed,
  () => service,
);

beforeAll(async () => {
  bed = await Bed.make();
  service = await startDispatcher();
});
afterAll(() => bed.end());
afterEach(() => expect(fatal).toEqual([]));

const startDispatcher = (): Promise<RunningService> => bed.startReady({}, (error) => fatal.push(error));

describe('without heartbeats of the opt-out list', () => {
  it('adverts wait for heartbeats, informative messages continue, and recovery needs nobody', async () => {
    bed.stopBeating();
    await eventually('the view is not trusted any more', async () => !(await view()).ready);
    const [held, informative] = [bed.cleared(), bed.cleared({ category: 'informative', scopes: ['*'] })];
    await bed.adverts([held]);
    await bed.put(clearedInformative, [{ key: informative.recipientKey, value: informative }]);
    expect((await bed.ends(informative.messageId)).status).toBe('submitted');
    expect([...statusesOf(held.messageId), ...bed.begun(held.messageId)]).toEqual([]);
    const said = await eventually('readiness reports it', async () => {
      const ready = await fetch(`${service.url}/health/ready`);
      return ready.status === 503 && ready.text();
    });
    expect(said).toContain('oldest heartbeat is');
    bed.startBeating();
    expect((await bed.ends(held.messageId)).status).toBe('submitted');
  });

  it('no advert leaves later than the limit after the last heartbeat, although its batch was begun before', async () => {
    // Four batches at a time are with the operator; the others wait until it has responded.
    await bed.behave({ submitDelayMs: 0.7 * MAX_HEARTBEAT_AGE_MS });
    const adverts = Array.from({ length: 40 }, () => bed.cleared());
    await bed.adverts(adverts);
    await eventually('some are in progress', () => adverts.some(({ messageId }) => bed.begun(messageId).length > 0));
    bed.stopBeating();
    const last = bed.lastBeatAt;
    await eventually(
      'all would have left that did not ask again',
      async () => (await view()).heartbeatAgeMs > 4 * MAX_HEARTBEAT_AGE_MS,
    );
    const again = Date.now();
    await bed.behave({ submitDelayMs: 0 });
    bed.startBeating();
    const ends = await Promise.all(adverts.map(({ messageId }) => bed.ends(messageId)));
    expect(new Set(ends.map(({ status }) => status))).toEqual(new Set(['submitted']));
    const inboxes = await Promise.all(adverts.map(({ to }) => bed.inbox(to)));
    const left = inboxes.map((texts) => texts.map(({ at }) => Date.parse(at) - last));
    expect(left.filter((times) => times.length !== 1)).toEqual([]);
    expect(left.flat().filter((ms) => ms > MAX_HEARTBEAT_AGE_MS && ms < again - last)).toEqual([]);
    // Otherwise the test has proven nothing.
    expect(left.flat().some((ms) => ms <= MAX_HEARTBEAT_AGE_MS)).toBe(true);
    expect(left.flat().some((ms) => ms >= again - last)).toBe(true);
  });
});
