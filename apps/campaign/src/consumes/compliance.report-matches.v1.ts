import { Controller } from '@nestjs/common';
import { type ReportMatch, reportMatches } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { JudgeCampaigns } from '../campaigns/controls/judge-campaigns';
import { RecordComplaints, type TiedComplaint } from '../statistics/record-complaints';

/** Counts a complaint without a known recipient, which opts nobody out. One with a recipient arrives as an opt-out. */
@Controller()
export class ReportMatchesConsumer {
  constructor(
    private readonly recordComplaints: RecordComplaints,
    private readonly judgeCampaigns: JudgeCampaigns,
  ) {}

  @Consumes(reportMatches, BATCHED)
  async handle(messages: MessageOf<typeof reportMatches>[]): Promise<void> {
    await this.recordComplaints.tied(messages.flatMap(({ value }) => toComplaint(value)));
    this.judgeCampaigns.requestJudgement();
  }
}

function toComplaint({ outcome, reportId, advertiserId, campaignId, at }: ReportMatch): TiedComplaint[] {
  if (outcome !== 'tied' || advertiserId === undefined) return [];
  return [{ reportId, advertiserId, at, ...(campaignId === undefined ? {} : { campaignId }) }];
}
