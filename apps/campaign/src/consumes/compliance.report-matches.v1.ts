import { Controller } from '@nestjs/common';
import { type ReportMatch, reportMatches } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { JudgeCampaigns } from '../campaigns/controls/judge-campaigns';
import { RecordComplaints, type TiedComplaint } from '../statistics/record-complaints';

/** A complaint whose recipient is known comes as an opt-out; this one opts nobody out, and counts no less. */
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
