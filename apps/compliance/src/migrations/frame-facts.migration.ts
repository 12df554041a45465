import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FrameFacts1764000090940 implements MigrationInterface {
  readonly name = 'FrameFacts1764000090940';

  async up(runner: QueryRunner): Promise<void> {
    // First frame with facts of the message, and a number of the message that is its own there; null while all its facts are rows of `fact`.
    await runner.query('ALTER TABLE asked ADD COLUMN number smallint, ADD COLUMN home bigint');
    // Append-only: facts that one transaction wrote, in one row. `facts` and `own` are described in fact-frame.ts; `hashes` are the leaves.
    await runner.query(`
      CREATE TABLE fact_frame (
        position bigint NOT NULL,
        day date NOT NULL,
        count int NOT NULL,
        facts bytea NOT NULL,
        hashes bytea NOT NULL,
        own bytea NOT NULL,
        PRIMARY KEY (position, day)
      ) PARTITION BY RANGE (day)`);
    // Hashes do not compress, and the rest is compressed before it gets here.
    await runner.query(`
      ALTER TABLE fact_frame ALTER COLUMN facts SET STORAGE EXTERNAL, ALTER COLUMN hashes SET STORAGE EXTERNAL,
        ALTER COLUMN own SET STORAGE EXTERNAL`);
    await runner.query('CREATE TABLE fact_frame_rest (LIKE fact_frame INCLUDING STORAGE)');
    await runner.query('ALTER TABLE fact_frame ATTACH PARTITION fact_frame_rest DEFAULT');
    // Later frames with facts of messages whose home a frame is; `members` has a bit for each number.
    await runner.query(`
      CREATE TABLE fact_link (
        home bigint NOT NULL,
        position bigint NOT NULL,
        day date NOT NULL,
        members bytea NOT NULL,
        PRIMARY KEY (home, position, day)
      ) PARTITION BY RANGE (day)`);
    await runner.query('CREATE TABLE fact_link_rest PARTITION OF fact_link DEFAULT');
    // The release before neither reads frames nor continues them, and its replicas may run beside this one, or again after a rollback: so a
    // database with messages gets rows for one more day. One row.
    await runner.query('CREATE TABLE frame_start (at timestamptz NOT NULL)');
    await runner.query(`
      INSERT INTO frame_start (at) SELECT now() + CASE WHEN EXISTS (SELECT FROM asked) THEN interval '1 day' ELSE interval '0' END`);
    for (const table of ['fact_frame', 'fact_link']) {
      await runner.query(`
        CREATE TRIGGER ${table}_kept BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_forgetting()`);
      await runner.query(`
        CREATE TRIGGER ${table}_kept_whole BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_forgetting()`);
    }
  }

  /** Refuses a database with frames: their facts are nowhere else. */
  async down(runner: QueryRunner): Promise<void> {
    const [{ some }] = (await runner.query('SELECT EXISTS (SELECT FROM fact_frame) AS some')) as [{ some: boolean }];
    if (some) throw new Error('fact_frame has facts that no other table has. Restore the backup.');
    await runner.query('DROP TABLE frame_start, fact_link, fact_frame');
    await runner.query('ALTER TABLE asked DROP COLUMN home, DROP COLUMN number');
  }
}
