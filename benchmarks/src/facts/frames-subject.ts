import { SystemClock, dayOf } from '@stopsms/kernel';
import type { Database, Sql, Tx } from '@stopsms/persistence';
import type { Provable } from '../../../apps/compliance/src/evidence/facts/decision-proof';
import type { Fact } from '../../../apps/compliance/src/evidence/facts/fact';
import { type FactFrame, type FramePosition, hexOf } from '../../../apps/compliance/src/evidence/facts/fact-frame';
import { FactFrames, framesOf, readFrames } from '../../../apps/compliance/src/evidence/facts/fact-frames';
import { FrameStart } from '../../../apps/compliance/src/evidence/facts/frame-start';
import { writeFacts } from '../../../apps/compliance/src/evidence/facts/facts-lock';
import { ASKED, FACTS_SQL } from '../../../apps/compliance/src/evidence/facts/facts.store';
import { FRAMES_SQL } from '../../../apps/compliance/src/evidence/facts/frames.store';
import { insertFacts, keepContexts } from '../../../apps/compliance/src/evidence/facts/insert-facts';
import { LatestFacts, type OpenFrame } from '../../../apps/compliance/src/evidence/facts/latest-facts';
import type { DayOfMessages } from './day-of-messages';
import { Subject } from './subject';

const SEAL_BATCH = 10_000;
const MAX_WRITTEN = 1_000;
const HASH_BYTES = 32;

/** One row a batch: the tables and statements of compliance. */
export class FramesSubject extends Subject {
  readonly name: string;
  readonly tables = ['fact_frame', 'fact_link', 'fact_context', 'asked'];
  private readonly frames: FactFrames;
  private readonly latestFacts: LatestFacts;
  private frame: OpenFrame = { position: null, homes: new Map() };
  /** The first frames, as they were written, to compress them otherwise. */
  readonly written: (readonly Fact[])[] = [];

  /** @param keeps - the latest frames in memory, as one replica does that reads what it wrote */
  constructor(database: Database, day: DayOfMessages, keeps: boolean) {
    super(database, day);
    this.name = keeps ? 'frames' : 'frames, none in memory';
    this.frames = keeps ? new FactFrames() : new NoFrames();
    this.latestFacts = new LatestFacts(this.frames, new FrameStart(), new SystemClock());
  }

  async load(ids: readonly string[]): Promise<Map<string, Fact[]>> {
    const asked = await this.database.query(FACTS_SQL.asked, [ids]);
    const facts = new Map<string, Fact[]>(ids.map((id) => [id, []]));
    const wanted = [...facts].map(([id, of]) => [hexOf(id), of] as const);
    for (const frame of await readFrames(this.database, await framesOf(this.database, asked, this.day.today)))
      for (const [hex, of] of wanted) for (const number of frame.numbersOf(hex)) of.push(frame.fact(number));
    return facts;
  }

  async readToSeal(): Promise<number> {
    const [settled] = await this.database.query(FACTS_SQL.lastPosition);
    const upTo = settled?.position ?? '0';
    let [count, after] = [0, '0'];
    for (;;) {
      const rows = await this.database.query(FRAMES_SQL.toSeal, [after, upTo, this.day.today, SEAL_BATCH]);
      const last = rows.at(-1);
      if (!last) return count;
      for (const { hash } of rows) count += hash.length / HASH_BYTES;
      after = last.position;
    }
  }

  protected async writeDecisions(tx: Tx, decisions: readonly Provable[]): Promise<void> {
    writeFacts(tx);
    const [first] = await tx.query(FACTS_SQL.ask, [
      ...ASKED.of(decisions, ({ candidate, at }) => ({ id: String(candidate.request.id), day: dayOf(at) })),
      true,
    ]);
    const { facts, contexts } = this.factsOf(decisions);
    keepContexts(tx, contexts);
    await this.insert(tx, { position: first?.home ?? null, homes: new Map() }, facts);
  }

  protected async known(tx: Tx, ids: readonly string[]) {
    const { known, frame } = await this.latestFacts.open(tx, ids);
    this.frame = frame;
    return known;
  }

  protected writeOutcomes(tx: Tx, facts: readonly Fact[]): Promise<void> {
    return this.insert(tx, this.frame, facts);
  }

  private async insert(tx: Tx, frame: OpenFrame, facts: readonly Fact[]): Promise<void> {
    if (this.written.length < MAX_WRITTEN) this.written.push(facts);
    await insertFacts(tx, this.frames, frame, facts);
  }
}

/** Frames of a replica that reads only what others wrote. */
class NoFrames extends FactFrames {
  override keep(): void {
    // Nothing stays in memory.
  }

  override read(sql: Sql, positions: readonly FramePosition[]): Promise<FactFrame[]> {
    return readFrames(sql, positions);
  }
}
