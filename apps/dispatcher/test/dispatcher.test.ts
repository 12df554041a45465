import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type ClearedMessage, clearedInformative, optOutKey, optOuts } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed, advertiserId } from './bed';
import { lanesOf } from './lanes';

let bed: Bed;
let service: RunningService;
const fatal: Error[] = [];
const { confirmation, statusesOf, view, viewPasses } = lanesOf(
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

const OPT_OUT = {
  state: 'out',
  scope: advertiserId,
  episodeId: randomUUID(),
  at: Date.now(),
  source: 'sms',
  evidenceId: 'e',
};

describe('an operator', () => {
  it('that refuses an advert has it published as rejected, and one that does not respond as unknown', async () => {
    await bed.behave({ errorRate: 1, errorStatus: 0x0b });
    const refused = bed.cleared();
    await bed.adverts([refused]);
    expect(await bed.ends(refused.messageId)).toMatchObject({ status: 'rejected', code: 'OPERATOR_REJECTED' });
    await bed.behave({ errorRate: 0, noResponseRate: 1 });
    const unanswered = bed.cleared();
    await bed.adverts([unanswered]);
    expect(await bed.ends(unanswered.messageId)).toMatchObject({ status: 'unknown', code: 'OUTCOME_UNKNOWN' });
    await bed.behave({ noResponseRate: 0 });
  });

  it('gets a one-time answer next, before the adverts queued earlier', async () => {
    await bed.behave({ submitDelayMs: 100 });
    const adverts = Array.from({ length: 300 }, () => bed.cleared());
    await bed.adverts(adverts);
    await eventually('adverts are in progress', () => adverts.some(({ messageId }) => bed.begun(messageId).length > 0));
    const urgent = bed.cleared({
      category: 'informative',
      scopes: ['*'],
      text: 'Code 482913 pour valider votre achat.',
    });
    await bed.put(clearedInformative, [{ key: urgent.recipientKey, value: urgent }]);
    await bed.ends(urgent.messageId);
    const waiting = adverts.filter(({ messageId }) => bed.last(messageId)?.status !== 'submitted').length;
    await bed.behave({ submitDelayMs: 0 });
    expect(waiting).toBeGreaterThan(100);
    await eventually('the adverts leave too', () =>
      adverts.every(({ messageId }) => bed.last(messageId)?.status === 'submitted'),
    );
  });
});

describe('when opt-outs may be missing', () => {
  it('a confirmation of an opt-out on a topic that was lost leaves once the view is whole, or expires meanwhile', async () => {
    bed.stopBeating();
    await eventually('the view is not trusted any more', async () => !(await view()).ready);
    // A position beyond the end of the current topic.
    const after = { partition: 5, offset: '9000000' };
    const expired = await confirmation(bed.nextHandset(), after, 1);
    expect((await bed.ends(expired.messageId)).status).toBe('expired');
    const waiting = await confirmation(bed.nextHandset(), after);
    await eventually('it waits', async () => {
      const text = await (await fetch(`${service.url}/health/ready`)).text();
      return text.includes('A confirmation waits for the view');
    });
    expect([...statusesOf(waiting.messageId), ...bed.begun(waiting.messageId)]).toEqual([]);
    bed.startBeating();
    expect((await bed.ends(waiting.messageId)).status).toBe('submitted');
  });

  it.each([
    ['is no JSON', '{"state":"out","sco'],
    ['has a state that nobody knows', JSON.stringify({ ...OPT_OUT, state: 'maybe' })],
    ['is a heartbeat', JSON.stringify({ heartbeat: 1 })],
  ])('the recipient named by a record that %s is blocked until a valid record follows', async (_, spoilt) => {
    const message = bed.cleared();
    const key = optOutKey(message.recipientKey, advertiserId);
    const back = { ...OPT_OUT, state: 'back' };
    // Fetched together: earlier records must not be handled after it.
    await viewPasses(
      await bed.client.put(
        optOuts,
        [back, spoilt].map((value) => ({ key, value })),
      ),
    );
    await bed.adverts([message]);
    expect(await bed.ends(message.messageId)).toMatchObject({ status: 'blocked', code: 'OPTED_OUT' });
    await viewPasses(await bed.client.put(optOuts, [{ key, value: back }]));
    const next = bed.cleared({ to: message.to });
    await bed.adverts([next]);
    expect((await bed.ends(next.messageId)).status).toBe('submitted');
  });

  it('adverts wait while a record names no recipient, until the whole list is republished', async () => {
    bed.republishedAt = Date.now() - 60_000;
    await bed.client.put(optOuts, [
      { key: 'nobody', value: '{', partition: 3 },
      { key: 'somebody:', value: OPT_OUT, partition: 3 },
    ]);
    const said = await eventually('readiness reports it', async () => {
      const ready = await fetch(`${service.url}/health/ready`);
      const text = await ready.text();
      return ready.status === 503 && text.includes('2 records have a key that cannot be read') && text;
    });
    expect(said).toContain('npx stopsms republish');
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/stopsms_view_unreadable_records\{[^}]*\} 2/);
    const [held, informative] = [bed.cleared(), bed.cleared({ category: 'informative', scopes: ['*'] })];
    await bed.adverts([held]);
    await bed.put(clearedInformative, [{ key: informative.recipientKey, value: informative }]);
    expect((await bed.ends(informative.messageId)).status).toBe('submitted');
    expect([...statusesOf(held.messageId), ...bed.begun(held.messageId)]).toEqual([]);
    bed.republishedAt = Date.now() + 3_000;
    expect((await bed.ends(held.messageId)).status).toBe('submitted');
  });

  it('messages wait while the operator is down, and are sent once', async () => {
    await bed.operator.kill();
    const message = bed.cleared();
    await bed.adverts([message]);
    await eventually('readiness reports it', async () =>
      (await (await fetch(`${service.url}/health/ready`)).text()).includes('not bound'),
    );
    await bed.operator.restart();
    expect((await bed.ends(message.messageId)).status).toBe('submitted');
    expect(await bed.inbox(message.to)).toHaveLength(1);
  });

  it('a text in progress is completed after its partition is assigned to another dispatcher', async () => {
    await bed.behave({ submitDelayMs: 300 });
    const text = `${'Fête des mères à la boutique. '.repeat(9)}STOP 36180`;
    const messages: ClearedMessage[] = [];
    // A few at a time, so that each can end in time, for as long as the other dispatcher takes to start.
    let hasCome = false;
    const coming = startDispatcher().finally(() => (hasCome = true));
    while (!hasCome) {
      const some = Array.from({ length: 12 }, () => bed.cleared({ text }));
      messages.push(...some);
      await bed.adverts(some);
      await eventually('some have begun', () => some.some(({ messageId }) => bed.begun(messageId).length > 0));
    }
    const other = await coming;
    const ends = await Promise.all(messages.map(({ messageId }) => bed.ends(messageId, 60_000)));
    expect(ends.filter(({ status }) => status !== 'submitted')).toEqual([]);
    await other.close();
    await bed.behave({ submitDelayMs: 0 });
  });

  it('a restarted dispatcher reads the opt-outs again before it decides', async () => {
    const message = bed.cleared();
    await bed.optOut(message.recipientKey, advertiserId);
    await service.close();
    await bed.adverts([message]);
    service = await startDispatcher();
    expect((await bed.ends(message.messageId)).status).toBe('blocked');
  });
});
