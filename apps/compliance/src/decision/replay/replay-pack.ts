import { dayOf } from '@stopsms/kernel';
import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@stopsms/persistence';
import { LoadedPacks } from '../../rules/packs/load-rule-packs';
import type { RulePack } from '../../rules/packs/rule-pack';
import type { Category } from '../../rules/message';
import type { DecisionProof } from '../../evidence/proofs/decision-proof';
import { type PastMessage, pastVerdict, replayMessage } from './replay-message';
import { type ReplayCounts, ReplayTally } from './replay-tally';
import type { FactsSql } from '../../evidence/proofs/facts/facts.sql';
import { FACTS_SQL } from '../../evidence/proofs/facts/facts.store';
import { CONSENTS_SQL } from '../../people/consents/consents.store';
import { TEXT_READINGS_SQL } from '../../rules/text/text-readings.store';

export interface ReplayQuestion {
  /** Epoch ms; messages asked for from `from` included to `to` excluded are replayed. */
  from: number;
  to: number;
  /** At most so many messages. */
  limit: number;
  /** Ids given for each kind of change. */
  examples: number;
}

export interface ReplayAnswer extends ReplayCounts {
  /** Messages looked at. */
  messages: number;
  /** False when there were more than `limit`. */
  complete: boolean;
}

const PAGE = 1_000;

interface Row {
  id: string;
  region: string;
  category: Category;
  decision: DecisionProof;
}

type PastRow = FactsSql['past']['row'];

function toRow({ id, region, category, context, own, at, consentId, reading }: PastRow): Row {
  const { verdict, code, window, trust } = context;
  const { lastContactAt, enforcement } = JSON.parse(own) as Pick<DecisionProof, 'lastContactAt' | 'enforcement'>;
  return {
    ...{ id, region, category },
    decision: {
      ...{ attempt: 1, at: at.getTime(), verdict },
      ...(code !== undefined && { code }),
      ...(window && { window }),
      ...(trust && { trust }),
      ...(enforcement && { enforcement }),
      ...(lastContactAt !== undefined && { lastContactAt }),
      ...(consentId !== null && { consentId }),
      ...(reading && { readingId: reading.toString('base64url') }),
    },
  };
}

/** Tries a pack on messages of the past. The transaction can only read: nothing is sent or stored. */
@Injectable()
export class ReplayPack {
  constructor(
    private readonly database: Database,
    private readonly packs: LoadedPacks,
  ) {}

  /** Reads page by page through a cursor, so that memory does not grow with the messages. */
  async execute(pack: RulePack, { from, to, limit, examples }: ReplayQuestion): Promise<ReplayAnswer> {
    const tally = new ReplayTally(examples);
    return this.database.run(async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      await tx.query(`DECLARE past NO SCROLL CURSOR FOR ${FACTS_SQL.past}`, [
        ...[from, to, Object.keys(pack.regions)],
        ...[dayOf(from), dayOf(to)],
      ]);
      let messages = 0;
      while (messages < limit) {
        const rows = (await tx.query<PastRow>(`FETCH ${Math.min(PAGE, limit - messages)} FROM past`)).map(toRow);
        if (rows.length === 0) break;
        await this.replay(tx, rows, pack, tally);
        messages += rows.length;
      }
      const complete = messages < limit || (await tx.query('FETCH 1 FROM past')).length === 0;
      return { messages, complete, ...tally.counts() };
    });
  }

  private async replay(sql: Sql, rows: Row[], pack: RulePack, tally: ReplayTally): Promise<void> {
    const readings = await findReadings(sql, rows);
    const consents = await findConsents(sql, rows);
    // Ordered by local time of each region, because a calendar caches the last stretch.
    const ordered = rows.sort((one, other) =>
      one.region === other.region ? one.decision.at - other.decision.at : one.region < other.region ? -1 : 1,
    );
    for (const { id, region, category, decision } of ordered) {
      const reading = readings.get(decision.readingId ?? '');
      const consent = consents.get(decision.consentId ?? '');
      const message: PastMessage = {
        region,
        category,
        decision,
        ...(reading && { reading }),
        ...(consent && { consent }),
      };
      const then = reading && this.packs.choice.named(reading.pack.id);
      const same = then && then.hash === reading.pack.hash ? then : undefined;
      tally.add(id, pastVerdict(decision), replayMessage(message, pack, same));
    }
  }
}

type Reading = NonNullable<PastMessage['reading']>;

/** Few on a page: messages of one campaign share theirs. */
async function findReadings(sql: Sql, rows: Row[]): Promise<Map<string, Reading>> {
  const ids = new Set(rows.flatMap(({ decision }) => decision.readingId ?? []));
  const found = await sql.query(TEXT_READINGS_SQL.byIds, [[...ids]]);
  return new Map(found.map(({ id, reading }) => [id, reading]));
}

async function findConsents(sql: Sql, rows: Row[]): Promise<Map<string, NonNullable<PastMessage['consent']>>> {
  const ids = new Set(rows.flatMap(({ decision }) => decision.consentId ?? []));
  const found = await sql.query(CONSENTS_SQL.bases, [[...ids]]);
  return new Map(found.map(({ id, basis, grantedAt }) => [id, { basis, grantedAt: grantedAt.getTime() }]));
}
