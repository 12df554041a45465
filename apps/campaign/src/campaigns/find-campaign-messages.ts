import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { MessagesSql } from '../messages/messages.sql';
import { MESSAGES_SQL } from '../messages/messages.store';
import { CAMPAIGNS_SQL } from './campaigns.store';
import { type MessageState, stateOf, stepsOf } from '../messages/message-progress.rule';
import { type Page, pageOf } from '../http-parts/page';

interface CampaignMessage {
  id: string;
  state: MessageState;
  code?: string;
  optedOut: boolean;
  createdAt: string;
}

/** Lists the messages of a campaign; a proof is requested by their ids. */
@Injectable()
export class FindCampaignMessages {
  constructor(private readonly database: Database) {}

  /** ISO 3166 alpha-2 of its advertiser; undefined for a campaign that does not exist. */
  async countryOf(campaignId: string): Promise<string | undefined> {
    const [row] = await this.database.query(CAMPAIGNS_SQL.country, [campaignId]);
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
    const page = [campaignId, after ?? null, steps, limit + 1] as const;
    const rows =
      of.recipientKey === undefined
        ? await this.database.query(MESSAGES_SQL.ofCampaign, page)
        : await this.database.query(MESSAGES_SQL.ofCampaignAndPerson, [...page, of.recipientKey]);
    return pageOf(rows.map(toView), limit, ({ id }) => id);
  }
}

const toView = ({ id, step, code, optedOut, createdAt }: MessagesSql['ofCampaign']['row']): CampaignMessage => ({
  id,
  state: stateOf(step),
  ...(code === null ? {} : { code }),
  optedOut,
  createdAt: createdAt.toISOString(),
});
