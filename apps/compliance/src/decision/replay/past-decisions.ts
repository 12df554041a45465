import { dayOf } from '@stopsms/kernel';
import { type Tx, readPages } from '@stopsms/persistence';
import type { Fact } from '../../evidence/facts/fact';
import type { DecisionProof } from '../../evidence/facts/decision-proof';
import { FactFrame } from '../../evidence/facts/fact-frame';
import type { PastCategory, PastContext } from '../../evidence/facts/facts.columns';
import type { FactsSql } from '../../evidence/facts/facts.sql';
import { FACTS_SQL } from '../../evidence/facts/facts.store';
import { FRAMES_SQL } from '../../evidence/facts/frames.store';
import { contextsOf } from '../../evidence/facts/load-facts';
import { stretches } from '../../evidence/facts/stretches';
import type { Category } from '../../rules/message';

/** First decision on a message, without what a replay does not need. */
export interface PastDecision {
  id: string;
  region: string;
  category: Category;
  decision: DecisionProof;
}

/** Instants in epoch ms: `from` included, `to` excluded. */
interface PastStretch {
  from: number;
  to: number;
  regions: readonly string[];
}

type PastRow = FactsSql['past']['row'];

const ROWS_AT_ONCE = 1_000;
const FRAMES_AT_ONCE = 10;

/** Reads page by page, so that memory does not grow with the messages. No page is empty. */
export async function* pastDecisions(tx: Tx, stretch: PastStretch): AsyncGenerator<PastDecision[]> {
  yield* inRows(tx, stretch);
  yield* inFrames(tx, stretch);
}

/** Decisions that are a row each. */
async function* inRows(tx: Tx, { from, to, regions }: PastStretch): AsyncGenerator<PastDecision[]> {
  const params = [from, to, regions, dayOf(from), dayOf(to)] as const;
  for await (const rows of readPages(tx, ROWS_AT_ONCE, FACTS_SQL.past, params)) {
    yield rows.map(({ own, at, ...row }) => pastDecision({ ...row, own: JSON.parse(own) as object, at: at.getTime() }));
  }
}

async function* inFrames(tx: Tx, { from, to, regions }: PastStretch): AsyncGenerator<PastDecision[]> {
  for await (const frames of framesBetween(tx, dayOf(from), dayOf(to))) {
    const facts = frames.flatMap(firstDecisions).filter(({ at }) => at >= from && at < to);
    const contexts = await contextsOf(
      tx,
      facts.flatMap(({ context }) => context ?? []),
    );
    const page = facts.flatMap((fact) => {
      const content = contexts.get(fact.context?.toString('hex') ?? '');
      if (!content || content.region === null || !regions.includes(content.region)) return [];
      const context = content as unknown as PastContext;
      return [
        pastDecision({
          ...fact,
          own: JSON.parse(fact.own) as object,
          id: fact.messageId,
          region: content.region,
          category: content.category as PastCategory,
          context,
        }),
      ];
    });
    if (page.length > 0) yield page;
  }
}

/** Frames of days, page by page. */
async function* framesBetween(tx: Tx, from: string, to: string): AsyncGenerator<FactFrame[]> {
  for (const [first, last] of stretches(from, to)) {
    for (let after = '0'; ;) {
      const rows = await tx.query(FRAMES_SQL.ofDays, [first, last < to ? last : to, after, FRAMES_AT_ONCE]);
      const lastRow = rows.at(-1);
      if (!lastRow) break;
      yield rows.map(({ position, day, ...columns }) => new FactFrame({ position, day }, columns));
      after = lastRow.position;
    }
  }
}

function firstDecisions(frame: FactFrame): Fact[] {
  const facts: Fact[] = [];
  for (let number = 0; number < frame.count; number += 1) {
    const { kind, attempt } = frame.head(number);
    if (kind === 'decision' && attempt === 1) facts.push(frame.fact(number));
  }
  return facts;
}

type Past = Pick<PastRow, 'id' | 'region' | 'category' | 'context' | 'consentId' | 'reading'> & {
  own: object;
  at: number;
};

function pastDecision({ id, region, category, context, own, at, consentId, reading }: Past): PastDecision {
  const { verdict, code, window, trust } = context;
  const { lastContactAt, enforcement } = own as Pick<DecisionProof, 'lastContactAt' | 'enforcement'>;
  return {
    ...{ id, region, category },
    decision: {
      ...{ attempt: 1, at, verdict },
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
