import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@stopsms/persistence';
import { type CampaignCounts, campaignCounts } from './campaign-counts.rule';
import type { Step } from '../messages/message-progress.rule';
import type { Figures } from '../statistics/find-statistics';
import { type Page, pageOf } from '../http-parts/page';

export type CampaignState = 'draft' | 'scheduled' | 'running' | 'paused' | 'completed' | 'cancelled';

export interface CampaignSummary {
  id: string;
  advertiserId: string;
  addressBookId: string;
  category: string;
  text: string;
  /** Grows with each change of the draft. */
  version: number;
  mention?: string;
  whenCapped?: 'refuse' | 'hold';
  state: CampaignState;
  reason?: string;
  /** Nothing of it leaves although it is not paused: all adverts of its advertiser are. */
  waitsFor?: 'ADVERTISER_PAUSED';
  sendAt?: string;
  expiresAt?: string;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
}

/** As a list tells it: kept as it happens, so that no list looks through messages. */
export interface ListedCampaign extends CampaignSummary {
  /** Absent of one that has not started. */
  recipients?: number;
  /** Absent of one that was made before figures were kept. */
  figures?: Figures;
}

export interface CampaignView extends CampaignSummary {
  counts: CampaignCounts;
  complaints: number;
  /** Who started it, paused it, resumed it or cancelled it, when and why; earliest first. `code`: it paused itself. */
  controls: { action: string; at: string; by?: string; code?: string; reason?: string }[];
  /** Why messages stand where they stand, most frequent first. */
  reasons: { outcome: Step; code: string; count: number }[];
}

interface Row {
  id: string;
  state: CampaignState;
  expanded: boolean;
  recipients: number | null;
}
interface Tallied {
  step: Step;
  code: string | null;
  count: number;
  optedOut: number;
}

const ISO = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS = `c.id, c.advertiser_id AS "advertiserId", c.address_book_id AS "addressBookId", c.category, c.text, c.version,
  c.mention, c.when_capped AS "whenCapped", c.state, c.reason, ${ISO('c.send_at')} AS "sendAt", ${ISO('c.expires_at')} AS "expiresAt",
  CASE WHEN c.category = 'marketing' AND c.state IN ('scheduled', 'running') AND EXISTS (
    SELECT 1 FROM advertiser a WHERE a.id = c.advertiser_id AND a.marketing_paused IS NOT NULL)
    THEN 'ADVERTISER_PAUSED' END AS "waitsFor",
  ${ISO('c.created_at')} AS "createdAt", ${ISO('c.started_at')} AS "startedAt", ${ISO('c.finished_at')} AS "finishedAt"`;

const FIGURES = `json_build_object('sent', COALESCE(f.sent, 0), 'delivered', COALESCE(f.delivered, 0), 'failed', COALESCE(f.failed, 0),
  'optedOut', COALESCE(f.opted_out, 0), 'complaints', COALESCE(f.complaints, 0))`;

@Injectable()
export class FindCampaigns {
  constructor(private readonly database: Database) {}

  /** Campaign and messages are read in one statement, so that the counts add up whatever happens meanwhile. */
  async byId(id: string, sql: Sql = this.database): Promise<CampaignView | undefined> {
    const [row] = await sql.query<Row & { tallies: Tallied[]; complaints: number; controls: CampaignView['controls'] }>(
      `SELECT ${COLUMNS}, c.expanded,
         COALESCE(c.recipients, (SELECT count(*) FROM contact WHERE address_book_id = c.address_book_id))::int AS recipients,
         (SELECT COALESCE(json_agg(t), '[]') FROM (
            SELECT step, code, count(*) AS count, count(*) FILTER (WHERE opted_out) AS "optedOut"
            FROM message WHERE campaign_id = c.id GROUP BY step, code ORDER BY 3 DESC) AS t) AS tallies,
         (SELECT count(*)::int FROM complaint
          WHERE campaign_id = c.id AND scope IN ('*', c.advertiser_id::text)) AS complaints,
         (SELECT COALESCE(json_agg(json_strip_nulls(row_to_json(t))), '[]') FROM (
            SELECT action, ${ISO('at')} AS at, by, code, reason FROM campaign_control
            WHERE campaign_id = c.id ORDER BY seq) AS t) AS controls
       FROM campaign c WHERE c.id = $1`,
      [id],
    );
    if (!row) return undefined;
    const { tallies, complaints, controls, expanded, recipients, ...campaign } = row;
    return {
      ...toSummary(campaign),
      complaints,
      controls,
      counts: campaignCounts({
        recipients: recipients ?? 0,
        steps: sumBySteps(tallies),
        optedOut: tallies.reduce((sum, { optedOut }) => sum + optedOut, 0),
        noMoreMessages: expanded || row.state === 'cancelled',
      }),
      reasons: tallies.flatMap(({ step, code, count }) => (code === null ? [] : [{ outcome: step, code, count }])),
    };
  }

  /** Latest first. */
  async page(
    { advertiserId, state }: { advertiserId?: string | undefined; state?: CampaignState[] | undefined },
    after: string | undefined,
    limit: number,
  ): Promise<Page<ListedCampaign>> {
    const rows = await this.database.query<object>(
      `SELECT ${COLUMNS}, c.recipients, CASE WHEN c.is_counted THEN ${FIGURES} END AS figures
       FROM campaign c LEFT JOIN campaign_figures f ON f.campaign_id = c.id
       WHERE ($1::uuid IS NULL OR c.advertiser_id = $1) AND ($2::uuid IS NULL OR c.id < $2)
         AND ($4::text[] IS NULL OR c.state = ANY($4))
       ORDER BY c.id DESC LIMIT $3`,
      [advertiserId ?? null, after ?? null, limit + 1, state ?? null],
    );
    return pageOf(rows.map(toSummary) as ListedCampaign[], limit, ({ id }) => id);
  }
}

/** What a campaign does not have is left out. */
const toSummary = (row: object): CampaignSummary =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as CampaignSummary;

function sumBySteps(tallies: Tallied[]): Partial<Record<Step, number>> {
  const steps: Partial<Record<Step, number>> = {};
  for (const { step, count } of tallies) steps[step] = (steps[step] ?? 0) + count;
  return steps;
}
