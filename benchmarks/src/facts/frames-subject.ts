import { Latest } from '@stopsms/kernel';
import { type Database, type Sql, type Tx, rowsOf } from '@stopsms/persistence';
import type { Provable } from '../../../apps/compliance/src/evidence/proofs/decision-proof';
import type { Fact } from '../../../apps/compliance/src/evidence/proofs/facts/fact';
import { keepContexts } from '../../../apps/compliance/src/evidence/proofs/facts/insert-facts';
import { writeFacts } from '../../../apps/compliance/src/evidence/proofs/facts/facts-lock';
import { type Known, nameOf } from '../../../apps/compliance/src/evidence/proofs/facts/known-facts';
import type { DayOfMessages } from './day-of-messages';
import { FactFrame, type FrameColumns, encodeFrame, hexOf } from './fact-frame';
import { Subject } from './subject';

const SEAL_BATCH = 10_000;
const LOCK = 36_184;
const MAX_WRITTEN = 1_000;
/** Writers of facts about messages of one home frame take turns; frames share so many locks. */
const LOCKS = 64;

const ASKED_IN = rowsOf('id uuid', 'day date');
const LINKS = rowsOf('home bigint', 'members bytea');
const WANTED = rowsOf('home bigint', 'number int');

const SCHEMA = `
  CREATE TABLE framed_message (message_id uuid PRIMARY KEY, day date NOT NULL, number smallint NOT NULL, home bigint NOT NULL);
  CREATE TABLE fact_frame (
    position bigint NOT NULL,
    day date NOT NULL,
    count int NOT NULL,
    facts bytea STORAGE EXTERNAL NOT NULL,
    hashes bytea STORAGE EXTERNAL NOT NULL,
    own bytea STORAGE EXTERNAL NOT NULL,
    PRIMARY KEY (position, day)
  ) PARTITION BY RANGE (day);
  CREATE TABLE fact_frame_rest PARTITION OF fact_frame DEFAULT;
  -- A bit of \`members\` for each message of the home frame of which the frame has facts.
  CREATE TABLE fact_link (
    home bigint NOT NULL,
    position bigint NOT NULL,
    day date NOT NULL,
    members bytea NOT NULL,
    PRIMARY KEY (home, position, day)
  ) PARTITION BY RANGE (day);
  CREATE TABLE fact_link_rest PARTITION OF fact_link DEFAULT;`;

const SQL = {
  // One position for all: the frame of these decisions.
  ask: `
    WITH p AS MATERIALIZED (SELECT nextval('fact_position') AS position)
    INSERT INTO framed_message (message_id, day, number, home)
    SELECT m.id, m.day, m.number - 1, p.position FROM ${ASKED_IN.as('m', 1, { ordinality: 'number' })}, p
    ON CONFLICT DO NOTHING RETURNING message_id AS id, home`,
  homes: 'SELECT message_id AS id, home, number FROM framed_message WHERE message_id = ANY($1::uuid[])',
  lock: `SELECT pg_advisory_xact_lock(${LOCK}, l) FROM unnest($1::int[]) AS l`,
  links: `
    SELECT DISTINCT l.position FROM fact_link l JOIN ${WANTED.as('w')} ON w.home = l.home
    WHERE CASE WHEN length(l.members) * 8 > w.number THEN get_bit(l.members, w.number) = 1 END`,
  frames: 'SELECT position, facts, hashes, own FROM fact_frame WHERE position = ANY($1::bigint[]) AND day = $2',
  insert: 'INSERT INTO fact_frame (position, day, count, facts, hashes, own) VALUES ($1, $2, $3, $4, $5, $6)',
  next: `SELECT nextval('fact_position') AS position`,
  link: `
    INSERT INTO fact_link (home, position, day, members) SELECT l.home, $3::bigint, $4::date, l.members FROM ${LINKS.as('l')}`,
  toSeal: `
    SELECT position, hashes FROM (
      SELECT position, hashes, sum(count) OVER (ORDER BY position) AS so_far FROM fact_frame WHERE position > $1 AND day >= $2) f
    WHERE so_far <= $3 ORDER BY position`,
};

type FrameRow = FrameColumns & { position: string };

/** Frame of the first decision on a message, and the number of the message in it. */
interface Home {
  home: string;
  number: number;
}

/** Bits as PostgreSQL counts them: the lowest of the first byte is 0. */
function bitsOf(numbers: readonly number[]): Buffer {
  const bits = Buffer.alloc((Math.max(...numbers) >> 3) + 1);
  for (const number of numbers) bits[number >> 3] = (bits[number >> 3] ?? 0) | (1 << (number & 7));
  return bits;
}

/** One row a batch: a prototype. */
export class FramesSubject extends Subject {
  readonly name;
  readonly tables = ['fact_frame', 'fact_link', 'fact_context', 'framed_message'];
  private readonly cache: Pick<Latest<FactFrame>, 'get' | 'set'>;
  private homes: ReadonlyMap<string, Home> = new Map();
  private frame = '0';
  /** The first frames, as they were written, for other codecs. */
  readonly written: (readonly Fact[])[] = [];

  /** @param kept - decoded frames in memory: a frame never changes; 0 for none */
  constructor(
    database: Database,
    day: DayOfMessages,
    private readonly kept: number,
  ) {
    super(database, day);
    this.name = kept === 0 ? 'frames, none in memory' : 'frames';
    this.cache = kept === 0 ? { get: () => undefined, set: () => undefined } : new Latest(kept);
  }

  override fresh(): FramesSubject {
    return new FramesSubject(this.database, this.day, this.kept);
  }

  override async prepare(): Promise<void> {
    await this.database.query(SCHEMA);
  }

  async load(ids: readonly string[]): Promise<Map<string, Fact[]>> {
    const positions = await this.positionsOf(this.database, await this.homesOf(this.database, ids));
    const facts = new Map<string, Fact[]>(ids.map((id) => [id, []]));
    const messages = [...facts].map(([id, of]) => [hexOf(id), of] as const);
    for (const frame of await this.read(this.database, positions))
      for (const [hex, of] of messages) for (const number of frame.numbersOf(hex)) of.push(frame.fact(number));
    return facts;
  }

  async readToSeal(): Promise<number> {
    let [count, after] = [0, '0'];
    for (;;) {
      const rows = await this.database.query<FrameRow>(SQL.toSeal, [after, this.day.today, SEAL_BATCH]);
      const last = rows.at(-1);
      if (!last) return count;
      for (const { hashes } of rows) count += hashes.length / 32;
      after = last.position;
    }
  }

  protected async writeDecisions(tx: Tx, decisions: readonly Provable[]): Promise<void> {
    writeFacts(tx);
    const asked = decisions.map(({ candidate }) => ({ id: candidate.request.id, day: this.day.today }));
    const [first] = await tx.query<{ home: string }>(SQL.ask, ASKED_IN.of(asked));
    const { facts, contexts } = this.factsOf(decisions);
    keepContexts(tx, contexts);
    this.insert(tx, first?.home ?? '', facts);
  }

  protected async known(tx: Tx, ids: readonly string[]): Promise<Map<string, Known>> {
    writeFacts(tx);
    this.homes = await this.homesOf(tx, ids);
    const locks = new Set([...this.homes.values()].map(({ home }) => Number(BigInt(home) % BigInt(LOCKS))));
    tx.send(SQL.lock, [[...locks].sort((one, other) => one - other)]);
    const positions = this.positionsOf(tx, this.homes);
    const [next] = await tx.query<{ position: string }>(SQL.next);
    this.frame = next?.position ?? '';
    const known = new Map<string, Known>(ids.map((id) => [id, { names: new Set(), last: null, submittedAs: [] }]));
    const messages = [...known].map(([id, of]) => [hexOf(id), of] as const);
    for (const frame of await this.read(tx, await positions))
      for (const [hex, of] of messages)
        for (const number of frame.numbersOf(hex)) {
          const head = frame.head(number);
          of.names.add(nameOf(head));
          of.last = head.hash;
        }
    return known;
  }

  protected writeOutcomes(tx: Tx, facts: readonly Fact[]): void {
    const numbers = new Map<string, number[]>();
    for (const { messageId } of facts) {
      const { home, number } = this.homes.get(messageId) as Home;
      const of = numbers.get(home);
      if (of) of.push(number);
      else numbers.set(home, [number]);
    }
    this.insert(tx, this.frame, facts);
    const links = LINKS.of([...numbers].map(([home, of]) => ({ home, members: bitsOf(of) })));
    tx.send(SQL.link, [...links, this.frame, this.day.today]);
  }

  private insert(tx: Tx, position: string, facts: readonly Fact[]): void {
    const columns = encodeFrame(facts);
    tx.send(SQL.insert, [position, this.day.today, facts.length, columns.facts, columns.hashes, columns.own]);
    tx.afterCommit(() => {
      this.cache.set(position, new FactFrame(columns, this.day.today));
      if (this.written.length < MAX_WRITTEN) this.written.push(facts);
    });
  }

  private async homesOf(sql: Sql, ids: readonly string[]): Promise<Map<string, Home>> {
    const rows = await sql.query<Home & { id: string }>(SQL.homes, [ids]);
    return new Map(rows.map(({ id, home, number }) => [id, { home, number }]));
  }

  /** Positions of their home frames and of those linked to them, ascending. */
  private async positionsOf(sql: Sql, homes: ReadonlyMap<string, Home>): Promise<string[]> {
    const own = [...new Set([...homes.values()].map(({ home }) => home))];
    const links = await sql.query<{ position: string }>(SQL.links, WANTED.of([...homes.values()]));
    const all = [...new Set([...own, ...links.map(({ position }) => position)])];
    return all.sort((one, other) => Number(BigInt(one) - BigInt(other)));
  }

  private async read(sql: Sql, positions: readonly string[]): Promise<FactFrame[]> {
    const missing = positions.filter((position) => !this.cache.get(position));
    const found = new Map<string, FactFrame>();
    if (missing.length > 0) {
      for (const row of await sql.query<FrameRow>(SQL.frames, [missing, this.day.today])) {
        const frame = new FactFrame(row, this.day.today);
        found.set(row.position, frame);
        this.cache.set(row.position, frame);
      }
    }
    return positions.flatMap((position) => {
      const frame = found.get(position) ?? this.cache.get(position);
      return frame ? [frame] : [];
    });
  }
}
