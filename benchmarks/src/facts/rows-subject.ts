import type { Tx } from '@stopsms/persistence';
import { dayOf, recipientKeyFrom } from '@stopsms/kernel';
import type { Provable } from '../../../apps/compliance/src/evidence/proofs/decision-proof';
import { type Fact, KINDS } from '../../../apps/compliance/src/evidence/proofs/facts/fact';
import { ASKED, FACTS_SQL } from '../../../apps/compliance/src/evidence/proofs/facts/facts.store';
import { insertFacts, keepContexts } from '../../../apps/compliance/src/evidence/proofs/facts/insert-facts';
import { knownFacts } from '../../../apps/compliance/src/evidence/proofs/facts/known-facts';
import { Subject } from './subject';

const SEAL_BATCH = 10_000;

/** One row a fact: the tables and statements of compliance. */
export class RowsSubject extends Subject {
  readonly name = 'rows';
  readonly tables = ['fact', 'fact_context', 'asked'];

  async load(ids: readonly string[]): Promise<Map<string, Fact[]>> {
    const facts = new Map<string, Fact[]>();
    const { today } = this.day;
    await this.database.query(FACTS_SQL.days, [ids]);
    for (const row of await this.database.query(FACTS_SQL.load, [ids, today, today])) {
      const fact: Fact = {
        ...{ messageId: row.id, kind: KINDS[row.kind] ?? 'unknown', attempt: row.attempt, at: row.at.getTime() },
        ...{ day: row.day, context: null, reading: row.reading, consentId: row.consentId, own: row.own },
        recipientKey: row.recipient && recipientKeyFrom(row.recipient, row.generation ?? 0),
        previous: row.previous === null ? null : Buffer.from(row.previous, 'hex'),
        hash: Buffer.from(row.hash, 'hex'),
      };
      const of = facts.get(row.id);
      if (of) of.push(fact);
      else facts.set(row.id, [fact]);
    }
    return facts;
  }

  async readToSeal(): Promise<number> {
    const [settled] = await this.database.query(FACTS_SQL.lastPosition);
    let [count, after] = [0, '0'];
    const upTo = settled?.position ?? '0';
    for (;;) {
      const rows = await this.database.query(FACTS_SQL.toSeal, [after, upTo, this.day.today, SEAL_BATCH]);
      const last = rows.at(-1);
      if (!last) return count;
      count += rows.length;
      after = last.position;
    }
  }

  protected async writeDecisions(tx: Tx, decisions: readonly Provable[]): Promise<void> {
    await tx.query(
      FACTS_SQL.ask,
      ASKED.of(decisions, ({ candidate, at }) => ({ id: String(candidate.request.id), day: dayOf(at) })),
    );
    const { facts, contexts } = this.factsOf(decisions);
    keepContexts(tx, contexts);
    insertFacts(tx, facts);
  }

  protected known(tx: Tx, ids: readonly string[]) {
    return knownFacts(tx, ids, this.day.today);
  }

  protected writeOutcomes(tx: Tx, facts: readonly Fact[]): void {
    insertFacts(tx, facts);
  }
}
