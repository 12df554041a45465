// Whoever has a copy of a delivery can send it again, minutes or years later. In the form of each vendor, over the operators' webhook and
// SMPP, no copy ends an opt-out.
import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type Reply, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import fc from 'fast-check';
import { Bed, newHandset } from './bed';
import { SnsPeer } from './sns-peer';
import { FORMS, type Form, type Mo, allProviders, formsOf } from './vendor-forms';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Within the time of retries, behind it, behind what is kept in clear, and as long as a consent. */
const LATER = [3 * MINUTE, 49 * HOUR, 40 * DAY, 3 * 365 * DAY];

let bed: Bed;
let sns: SnsPeer;
let service: RunningService;
let read: Reply[];
let settings: NodeJS.ProcessEnv;

beforeAll(async () => {
  bed = await Bed.make();
  sns = await SnsPeer.start();
  settings = allProviders(bed.operator, sns);
  service = await bed.startReady(settings);
  read = await bed.values(replies);
});
afterAll(async () => {
  await bed.end();
  await sns.stop();
});

/** Delivers a text that is accepted; returns how to deliver it again. */
const formOf = (name: string) => (mo: Mo) => {
  const deliver = formsOf({ url: () => service.url, operator: bed.operator, sns })[name] as Form;
  const accepted = deliver(mo);
  return async () => expect([name, await accepted()]).toEqual([name, 200]);
};

/** Texts of a person, the last of which is a STOP. */
interface History {
  form: string;
  acts: { text: string; hasId: boolean; isDated: boolean; isSameId: boolean }[];
}
const history = (form: string): fc.Arbitrary<History> =>
  fc.record({
    form: fc.constant(form),
    acts: fc.array(
      fc.record({
        text: fc.constantFrom(
          'START',
          'START',
          'REPRISE',
          'STOP',
          'Merci',
          'AIDE',
          'Réabonnez-moi',
          `START${' '.repeat(200)}`,
        ),
        hasId: fc.boolean(),
        isDated: fc.boolean(),
        isSameId: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  });

class Person {
  readonly handset = newHandset();
  readonly copies: { text: string; again: () => Promise<unknown> }[] = [];
  private datedAt = Date.now() - HOUR;

  constructor(readonly history: History) {}

  async texts(): Promise<void> {
    const { form, acts } = this.history;
    await this.does('START', { hasId: true, isDated: true, isSameId: false });
    for (const { text, ...how } of acts) await this.does(text, how);
    await this.does('STOP', { hasId: form !== 'SMPP', isDated: false, isSameId: false });
  }

  private async does(text: string, { hasId, isDated, isSameId }: Omit<History['acts'][number], 'text'>): Promise<void> {
    const form = formOf(this.history.form);
    this.datedAt += 10_000;
    const id = isSameId ? 'counted-from-1' : randomUUID();
    const deliver = form({ from: this.handset, text, ...(hasId && { id }), ...(isDated && { at: this.datedAt }) });
    this.copies.push({ text, again: deliver });
    await deliver();
  }

  /** Suppression's conclusion of what is published (docs/law/opt-outs.md#race). */
  isOut(): boolean {
    const acts = read.filter(({ recipientKey }) => recipientKey === keys.keyOf(this.handset));
    const stops = acts.filter(({ tier }) => tier === 'exact');
    const ends = ({ receivedAt, acceptedAt = NaN }: Reply) =>
      stops.every((stop) => receivedAt > stop.receivedAt + 5_000 && acceptedAt > (stop.acceptedAt ?? NaN));
    return stops.length > 0 && !acts.some((act) => act.tier === 'start' && ends(act));
  }
}

/** Resolves once all that these people sent before is read. */
async function settled(people: readonly Person[]): Promise<void> {
  const last = `Merci pour tout ${randomUUID()}`;
  await Promise.all(people.map(({ handset }) => formOf('SMPP')({ from: handset, text: last, id: randomUUID() })()));
  await eventually('everything is read', async () => {
    const rows = await bed.sql('SELECT FROM reply WHERE text = $1', [last]);
    return rows.length === people.length;
  });
  await eventually('everything is published', () => {
    const published = new Set(read.map(({ replyId }) => replyId));
    return bed
      .sql<{ id: string }>('SELECT reply_id AS id FROM reply WHERE text = $1', [last])
      .then((rows) => rows.every(({ id }) => published.has(id)));
  });
}

test.each(FORMS)('a first START counts, and another one too where its id is another (%s)', async (form) => {
  const deliver = formOf(form);
  const person = new Person({ form, acts: [] });
  const from = person.handset;
  for (const text of ['STOP', 'START', 'STOP', 'REPRISE']) await deliver({ from, text, id: randomUUID() })();
  await settled([person]);
  const starts = read.filter(({ recipientKey, tier }) => recipientKey === keys.keyOf(from) && tier === 'start');
  expect(starts).toHaveLength(2);
});

test('a copy of any delivery, repeated at any time, ends no opt-out', async () => {
  const histories = FORMS.flatMap((form) => fc.sample(history(form), { numRuns: 5, seed: 42 }));
  const people = histories.map((each) => new Person(each));
  await Promise.all(people.map((person) => person.texts()));
  await settled(people);
  const back: string[] = [];
  const check = (when: string) => {
    for (const person of people)
      if (!person.isOut()) back.push(`${when}: ${person.history.form} ${JSON.stringify(person.history.acts)}`);
  };
  check('before');
  for (const [round, later] of LATER.entries()) {
    await service.close();
    service = await bed.startReady({ ...settings, STOPSMS_CLOCK: new Date(Date.now() + later).toISOString() });
    await Promise.all(
      people.map(async ({ copies, handset }) => {
        // A STOP among them would hide what the others do. The order differs by person, and is the same in each run.
        const others = copies.filter(({ text }) => text !== 'STOP');
        const first = (Number(handset.slice(-2)) + round) % others.length;
        for (const { again } of [...others.slice(first), ...others.slice(0, first)]) await again();
      }),
    );
    await settled(people);
    check(`${later / DAY} days later`);
  }
  expect(back).toEqual([]);
});

test('an undated text whose call others can send again is marked, and prolongs no consent; a dated one and one of a bind are not', async () => {
  const marks: Record<string, boolean[]> = {};
  for (const [form, dated] of [
    ['twilio', false],
    ['infobip', true],
    ['SMPP', false],
  ] as const) {
    const from = newHandset();
    const again = formOf(form)({ from, text: 'Merci', id: randomUUID(), ...(dated && { at: Date.now() - DAY }) });
    await again();
    await eventually('it is read', () => read.some(({ recipientKey }) => recipientKey === keys.keyOf(from)));
    marks[form] = read
      .filter(({ recipientKey }) => recipientKey === keys.keyOf(from))
      .map(({ mayBeCopy = false }) => mayBeCopy);
  }
  expect(marks).toEqual({ twilio: [true], infobip: [false], SMPP: [false] });
});

describe('a START that may be an earlier one', () => {
  const YEAR_AGO = `interval '400 days'`;
  /** Ages what is stored of the person, and deletes what the retention job would. */
  async function age(handset: string): Promise<void> {
    const key = [keys.keyOf(handset)];
    await bed.sql(
      `UPDATE reply SET accepted_at = accepted_at - ${YEAR_AGO}, received_at = received_at - ${YEAR_AGO} WHERE recipient_key = $1`,
      key,
    );
    await bed.sql(
      'DELETE FROM first_text WHERE reply_id IN (SELECT reply_id FROM reply WHERE recipient_key = $1)',
      key,
    );
  }
  /** Replies that wait for a person to decide whether they are a START. */
  const waiting = (handset: string) =>
    read.filter(
      ({ recipientKey, tier, reason }) =>
        recipientKey === keys.keyOf(handset) && tier === 'none' && /^it may ask .* an earlier START/.test(reason),
    );
  const starts = (handset: string) =>
    read.filter(({ recipientKey, tier }) => recipientKey === keys.keyOf(handset) && tier === 'start');

  test.each([
    { it: 'with an id that was seen', form: 'twilio', first: { id: 'SM1' }, again: { id: 'SM1' } },
    { it: 'without an id, over SMPP', form: 'SMPP', first: {}, again: {} },
    { it: 'without an id, behind one with an id', form: 'ovh', first: { id: '7' }, again: {} },
    {
      it: 'with an id, and the date that its list has',
      form: 'smsmode',
      first: { id: 'm', at: 0 },
      again: { id: 'm' },
    },
    { it: 'by another provider', form: 'infobip', other: 'sinch', first: { id: 'x' }, again: { id: 'x' } },
    { it: 'in parts', form: 'SMPP', first: { id: 'p' }, again: { id: 'q' }, text: `START${' '.repeat(200)}` },
  ])('waits for a person, $it', async ({ form, other = form, first, again, text = 'START' }) => {
    const person = new Person({ form, acts: [] });
    const from = person.handset;
    await formOf(form)({ from, text: 'START', ...first })();
    await settled([person]);
    expect(starts(from)).toHaveLength(1);
    await age(from);
    await formOf(other)({ from, text, ...again })();
    await settled([person]);
    expect(starts(from)).toHaveLength(1);
    expect(waiting(from)).toHaveLength(1);
  });

  test.each([
    { it: 'stored by an earlier release', change: 'operator_id = NULL, dated_at = NULL' },
    { it: 'whose person was erased', change: 'operator_id = NULL, dated_at = NULL, text = NULL, msisdn = NULL' },
  ])('waits for a person, behind one $it', async ({ change }) => {
    const person = new Person({ form: 'twilio', acts: [] });
    const from = person.handset;
    await formOf('twilio')({ from, text: 'START', id: 'SM1' })();
    await settled([person]);
    await bed.sql(`UPDATE reply SET ${change} WHERE recipient_key = $1`, [keys.keyOf(from)]);
    await age(from);
    await formOf('twilio')({ from, text: 'START', id: 'SM1' })();
    await settled([person]);
    expect(starts(from)).toHaveLength(1);
    expect(waiting(from)).toHaveLength(1);
  });

  test('is recognised under other keys of senders', async () => {
    const person = new Person({ form: 'smsmode', acts: [] });
    const from = person.handset;
    const start = { from, text: 'START', id: 'SM1', at: Date.now() - HOUR };
    await formOf('smsmode')(start)();
    await settled([person]);
    // Names of texts have the key in them, and a change of keys leaves these behind.
    await bed.sql('UPDATE reply SET reply_id = gen_random_uuid() WHERE recipient_key = $1', [keys.keyOf(from)]);
    await age(from);
    await formOf('smsmode')(start)();
    await settled([person]);
    expect(waiting(from)).toHaveLength(1);
  });
});
