import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@stopsms/persistence';
import { LoadedPacks } from '../../rules/packs/load-rule-packs';
import type { RulePack } from '../../rules/packs/rule-pack';
import { type PastMessage, pastVerdict, replayMessage } from './replay-message';
import { type ReplayCounts, ReplayTally } from './replay-tally';
import { type PastDecision, pastDecisions } from './past-decisions';
import { CONSENTS_SQL } from '../../people/consents/consents.store';
import { TEXT_READINGS_SQL } from '../../rules/text/text-readings.store';

interface ReplayQuestion {
  /** Epoch ms; messages asked for from `from` included to `to` excluded are replayed. */
  from: number;
  to: number;
  /** At most so many messages. */
  limit: number;
  /** Ids given for each kind of change. */
  examples: number;
}

interface ReplayAnswer extends ReplayCounts {
  /** Messages looked at. */
  messages: number;
  /** False when there were more than `limit`. */
  complete: boolean;
}

/** Tries a pack on messages of the past. The transaction can only read: nothing is sent or stored. */
@Injectable()
export class ReplayPack {
  constructor(
    private readonly database: Database,
    private readonly packs: LoadedPacks,
  ) {}

  async execute(pack: RulePack, { from, to, limit, examples }: ReplayQuestion): Promise<ReplayAnswer> {
    const tally = new ReplayTally(examples);
    return this.database.run(async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      let [messages, complete] = [0, true];
      for await (const page of pastDecisions(tx, { from, to, regions: Object.keys(pack.regions) })) {
        const rows = page.slice(0, limit - messages);
        complete = rows.length === page.length;
        if (rows.length > 0) await this.replay(tx, rows, pack, tally);
        messages += rows.length;
        if (!complete) break;
      }
      return { messages, complete, ...tally.counts() };
    });
  }

  private async replay(sql: Sql, rows: PastDecision[], pack: RulePack, tally: ReplayTally): Promise<void> {
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
async function findReadings(sql: Sql, rows: PastDecision[]): Promise<Map<string, Reading>> {
  const ids = new Set(rows.flatMap(({ decision }) => decision.readingId ?? []));
  const found = await sql.query(TEXT_READINGS_SQL.byIds, [[...ids]]);
  return new Map(found.map(({ id, reading }) => [id, reading]));
}

async function findConsents(sql: Sql, rows: PastDecision[]): Promise<Map<string, NonNullable<PastMessage['consent']>>> {
  const ids = new Set(rows.flatMap(({ decision }) => decision.consentId ?? []));
  const found = await sql.query(CONSENTS_SQL.bases, [[...ids]]);
  return new Map(found.map(({ id, basis, grantedAt }) => [id, { basis, grantedAt: grantedAt.getTime() }]));
}
