import type { Clock } from '@stopsms/kernel';
import type { Database } from '@stopsms/persistence';
import { LeaseQueue, type Leased } from './lease-queue';

interface Row {
  id: string;
  nextAt: number;
}
const LOST_CONNECTION = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const NOT_STORABLE = Object.assign(new Error('invalid byte sequence'), { code: '22021' });

let now: number;

class Calls extends LeaseQueue<Row, Leased<Row>> {
  readonly failure = 'Calls fail; retrying';
  protected readonly leaseMs = 60_000;
  protected readonly pauseMs = 1_000;
  readonly called: string[] = [];
  readonly settled: string[] = [];
  unstorable: Error | undefined;

  constructor(private readonly rows: Row[]) {
    super({} as Database, { now: () => now } as Clock);
  }

  protected async lease(at: number, leasedUntil: number): Promise<Row[]> {
    const due = this.rows.filter(({ nextAt }) => nextAt <= at);
    return due.map((row) => ({ id: row.id, nextAt: (row.nextAt = leasedUntil) }));
  }

  protected async attemptAll(rows: Leased<Row>[]): Promise<void> {
    for (const row of rows) {
      this.called.push(row.id);
      this.ended(row);
    }
  }

  protected async settle(outcomes: Leased<Row>[]): Promise<void> {
    if (this.unstorable) throw this.unstorable;
    for (const { id, leasedUntil } of outcomes) {
      const at = this.rows.findIndex((row) => row.id === id && row.nextAt === leasedUntil);
      if (at >= 0) this.rows.splice(at, 1);
      this.settled.push(id);
    }
  }

  override step(): Promise<number> {
    return super.step();
  }
}

beforeEach(() => (now = Date.parse('2026-12-02T08:00:00Z')));

test('records the outcomes of a batch, then pauses', async () => {
  const calls = new Calls([
    { id: 'a', nextAt: now },
    { id: 'b', nextAt: now + 1 },
  ]);
  expect([await calls.step(), await calls.step()]).toEqual([0, 1_000]);
  expect([calls.called, calls.settled]).toEqual([['a'], ['a']]);
});

test('records outcomes after the database was down, without another attempt', async () => {
  const calls = new Calls([{ id: 'a', nextAt: now }]);
  calls.unstorable = LOST_CONNECTION;
  await expect(calls.step()).rejects.toBe(LOST_CONNECTION);
  await expect(calls.step()).rejects.toBe(LOST_CONNECTION);
  calls.unstorable = undefined;
  now += 60_000;
  expect(await calls.step()).toBe(1_000);
  expect([calls.called, calls.settled]).toEqual([['a'], ['a']]);
});

test('records at shutdown what the database did not take before', async () => {
  const calls = new Calls([{ id: 'a', nextAt: now }]);
  calls.unstorable = LOST_CONNECTION;
  await calls.run(() => {
    calls.unstorable = undefined;
    calls.stop();
  });
  expect(calls.settled).toEqual(['a']);
});

test('an outcome that cannot be stored blocks no other, and its row is attempted again when its lease ends', async () => {
  const calls = new Calls([{ id: 'a', nextAt: now }]);
  calls.unstorable = NOT_STORABLE;
  await expect(calls.step()).rejects.toBe(NOT_STORABLE);
  calls.unstorable = undefined;
  expect([await calls.step(), calls.called]).toEqual([1_000, ['a']]);
  now += 60_000;
  expect([await calls.step(), calls.called, calls.settled]).toEqual([0, ['a', 'a'], ['a']]);
});
