import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type MessageState, type Step, stateOf, stepsOf } from '../messages/message-progress.rule';
import { type Page, pageOf } from '../http-parts/page';

export interface CampaignMessage {
  id: string;
  state: MessageState;
  code?: string;
  optedOut: boolean;
  createdAt: string;
}

interface Row {
  id: string;
  step: Step;
  code: string | null;
  optedOut: boolean;
  createdAt: Date;
}

/** Below every id. */
const NIL = '00000000-0000-0000-0000-000000000000';

const SELECT = 'SELECT id, step, code, opted_out AS "optedOut", created_at AS "createdAt" FROM message';

/** The messages of a campaign, by which a proof is asked for. */
@Injectable()
export class FindCampaignMessages {
  constructor(private readonly database: Database) {}

  /** ISO 3166 alpha-2 of its advertiser; undefined for a campaign that does not exist. */
  async countryOf(campaignId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ country: string }>(
      'SELECT a.country FROM campaign c JOIN advertiser a ON a.id = c.advertiser_id WHERE c.id = $1',
      [campaignId],
    );
    return row?.country;
  }

  /**
   * As they were made, those of one instant in the order of ids: proofs of what was sealed together are then asked for together.
   * @param after - id of the last message of the page before
   */
  async page(
    campaignId: string,
    of: { state?: MessageState | undefined; recipientKey?: string | undefined },
    after: string | undefined,
    limit: number,
  ): Promise<Page<CampaignMessage>> {
    const steps = of.state === undefined ? null : stepsOf(of.state);
    // Each way by an index of its own: the planner does not see through a parameter that may be null.
    const [whose, by] =
      of.recipientKey === undefined ? ['TRUE', []] : ['recipient_key = $5', [of.recipientKey] as const];
    const rows = await this.database.query<Row>(
      `${SELECT} WHERE campaign_id = $1 AND ($3::text[] IS NULL OR step = ANY($3)) AND ${whose}
         AND (created_at, id) > (COALESCE((SELECT created_at FROM message WHERE id = $2::uuid), '-infinity'), COALESCE($2, '${NIL}'))
       ORDER BY created_at, id LIMIT $4`,
      [campaignId, after ?? null, steps, limit + 1, ...by],
    );
    return pageOf(rows.map(toView), limit, ({ id }) => id);
  }
}

const toView = ({ id, step, code, optedOut, createdAt }: Row): CampaignMessage => ({
  id,
  state: stateOf(step),
  ...(code === null ? {} : { code }),
  optedOut,
  createdAt: createdAt.toISOString(),
});
