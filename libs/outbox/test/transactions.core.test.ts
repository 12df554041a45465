import { type TestDatabase, makeTestDatabase } from '@stopsms/test-parts';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import {
  Database,
  RECIPIENT_GENERATION_FUNCTIONS,
  RECIPIENT_GENERATION_SCHEMA,
  databaseConnection,
  openDataSource,
} from '@stopsms/persistence';

class CreateEntry1764000000000 implements MigrationInterface {
  readonly name = 'CreateEntry1764000000000';
  async up(runner: QueryRunner) {
    await runner.query('CREATE TABLE entry (n int PRIMARY KEY, written_by int NOT NULL DEFAULT pg_backend_pid())');
    await runner.query(`${RECIPIENT_GENERATION_SCHEMA}${RECIPIENT_GENERATION_FUNCTIONS}`);
  }
  async down(runner: QueryRunner) {
    await runner.query('DROP TABLE entry');
  }
}

let own: TestDatabase;
let dataSource: DataSource;
let database: Database;

beforeAll(async () => {
  own = await makeTestDatabase('campaign');
  dataSource = await openDataSource({
    connection: databaseConnection(own.url),
    migrations: [CreateEntry1764000000000],
    poolSize: 3,
  });
  database = new Database(dataSource);
});
afterAll(async () => {
  await dataSource.destroy();
  await own.drop();
});
afterEach(() => database.query('DELETE FROM entry'));

const INSERT = 'INSERT INTO entry (n) VALUES ($1)';
const numbers = async () => (await database.query<{ n: number }>('SELECT n FROM entry ORDER BY n')).map(({ n }) => n);

describe('a transaction', () => {
  it('keeps what was sent without waiting, in its order, and the next statement sees it', async () => {
    const seen = await database.run(async (tx) => {
      tx.send(INSERT, [1]);
      tx.send('UPDATE entry SET n = n + 1');
      const rows = await tx.query('SELECT n FROM entry');
      tx.send(INSERT, [5]);
      return rows;
    });
    expect(seen).toEqual([{ n: 2 }]);
    expect(await numbers()).toEqual([2, 5]);
  });

  it.each([
    { it: 'the commit finds failed', last: async () => undefined },
    { it: 'a later statement finds failed', last: async (query: () => Promise<unknown>) => query() },
  ])('is undone by a sent statement that $it, and throws its error', async ({ last }) => {
    const committed: string[] = [];
    const run = database.run(async (tx) => {
      tx.afterCommit(() => committed.push('committed'));
      tx.send(INSERT, [1]);
      tx.send(INSERT, [1]);
      tx.send(INSERT, [2]);
      await last(() => tx.query('SELECT 1'));
    });
    await expect(run).rejects.toMatchObject({ code: '23505', detail: 'Key (n)=(1) already exists.' });
    expect(await numbers()).toEqual([]);
    expect(committed).toEqual([]);
  });

  it('is undone by an error of its work, and leaves its connection usable', async () => {
    for (let n = 0; n < 5; n += 1) {
      const run = database.run(async (tx) => {
        tx.send(INSERT, [1]);
        tx.send(INSERT, [1]);
        throw new Error('changed its mind');
      });
      await expect(run).rejects.toThrow('changed its mind');
    }
    await database.run(async (tx) => tx.send(INSERT, [1]));
    expect(await numbers()).toEqual([1]);
  });

  it('has a connection of its own: many at once do not mix', async () => {
    const runs = Array.from({ length: 60 }, (_, n) =>
      database.run(async (tx) => {
        tx.send(INSERT, [n]);
        if (n % 3 === 0) tx.send(INSERT, [n]);
        const [own] = await tx.query<{ count: string }>(
          'SELECT count(*) FROM entry WHERE written_by = pg_backend_pid() AND n = $1',
          [n],
        );
        return own?.count;
      }),
    );
    const ends = await Promise.allSettled(runs);
    const kept = ends.flatMap((end, n) => (end.status === 'fulfilled' && end.value === '1' ? [n] : []));
    expect(kept).toEqual(Array.from({ length: 60 }, (_, n) => n).filter((n) => n % 3 !== 0));
    expect(await numbers()).toEqual(kept);
  });
});

describe('a statement that is a transaction by itself', () => {
  const holding = (generation: number) => {
    const refusals: Error[] = [];
    const held = new Database(dataSource);
    held.holdGeneration(generation, (error) => refusals.push(error));
    return { held, refusals };
  };

  it('is committed, and returns its rows', async () => {
    const { held } = holding(0);
    expect(await held.query(`${INSERT} RETURNING n`, [1])).toEqual([{ n: 1 }]);
    expect(await numbers()).toEqual([1]);
  });

  it('throws its own error, and leaves its connection usable', async () => {
    const { held } = holding(0);
    for (let n = 0; n < 5; n += 1) {
      await expect(held.query(`${INSERT}, ($1)`, [1])).rejects.toMatchObject({ code: '23505' });
    }
    await held.query(INSERT, [2]);
    expect(await numbers()).toEqual([2]);
  });

  it('is refused with keys of another generation', async () => {
    const { held, refusals } = holding(1);
    await expect(held.query(INSERT, [1])).rejects.toMatchObject({ code: 'RG001' });
    expect(refusals).toHaveLength(1);
    expect(await numbers()).toEqual([]);
  });
});
