import type { Tx } from '@stopsms/persistence';
import { dayOf, recipientKeyFrom } from '@stopsms/kernel';
import type { Provable } from '../../../apps/compliance/src/evidence/facts/decision-proof';
import { type Fact, KINDS } from '../../../apps/compliance/src/evidence/facts/fact';
import { writeFacts } from '../../../apps/compliance/src/evidence/facts/facts-lock';
import { ASKED, FACTS_SQL } from '../../../apps/compliance/src/evidence/facts/facts.store';
import { keepContexts } from '../../../apps/compliance/src/evidence/facts/insert-facts';
import { insertRows } from '../../../apps/compliance/src/evidence/facts/insert-rows';
import { nameOf } from '../../../apps/compliance/src/evidence/facts/latest-facts';
import { Subject } from './subject';

const SEAL_BATCH = 10_000;

/** One row a fact, as compliance stores them on the day after an upgrade. */
export class RowsSubject extends Subject {
  readonly name = 'rows';
  readonly tables = ['fact', 'fact_context', 'asked'];

  async load(ids: readonly string[]): Promise<Map<string, Fact[]>> {
    const facts = new Map<string, Fact[]>(ids.map((id) => [id, []]));
    const { today } = this.day;
    await this.database.query(FACTS_SQL.asked, [ids]);
    for (const row of await this.database.query(FACTS_SQL.load, [ids, today, today])) {
      facts.get(row.id)?.push({
        ...{ messageId: row.id, kind: KINDS[row.kind] ?? 'unknown', attempt: row.attempt, at: row.at.getTime() },
        ...{ day: row.day, context: null, reading: row.reading, consentId: row.consentId, own: row.own },
        recipientKey: row.recipient && recipientKeyFrom(row.recipient, row.generation ?? 0),
        previous: row.previous === null ? null : Buffer.from(row.previous, 'hex'),
        hash: Buffer.from(row.hash, 'hex'),
      });
    }
    return facts;
  }

  async readToSeal(): Promise<number> {
    const [settled] = await this.database.query(FACTS_SQL.lastPosition);
    const upTo = settled?.position ?? '0';
    let [count, after] = [0, '0'];
    for (;;) {
      const rows = await this.database.query(FACTS_SQL.toSeal, [after, upTo, this.day.today, SEAL_BATCH]);
      const last = rows.at(-1);
      if (!last) return count;
      count += rows.length;
      after = last.position;
    }
  }

  protected async writeDecisions(tx: Tx, decisions: readonly Provable[]): Promise<void> {
    const asked = ASKED.of(decisions, ({ candidate, at }) => ({ id: String(candidate.request.id), day: dayOf(at) }));
    await tx.query(FACTS_SQL.ask, [...asked, false]);
    const { facts, contexts } = this.factsOf(decisions);
    keepContexts(tx, contexts);
    await this.writeOutcomes(tx, facts);
  }

  protected async known(tx: Tx, ids: readonly string[]) {
    const today = [this.day.today, this.day.today] as const;
    const known = new Map(ids.map((id) => [id, { names: new Set<string>(), last: null as Buffer | null }]));
    for (const { messageId, kind, attempt, hash } of await tx.query(FACTS_SQL.known, [ids, ...today])) {
      const message = known.get(messageId);
      message?.names.add(nameOf({ kind: KINDS[kind] ?? 'unknown', attempt }));
      if (message) message.last = hash;
    }
    return known;
  }

  protected writeOutcomes(tx: Tx, facts: readonly Fact[]): Promise<void> {
    writeFacts(tx);
    insertRows(tx, facts);
    return Promise.resolve();
  }
}
