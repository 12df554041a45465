import { Controller } from '@nestjs/common';
import { type Receipt, receipts } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { JudgeCampaigns } from '../campaigns/controls/judge-campaigns';
import type { ProgressReport } from '../messages/message-report.rule';
import { RecordProgress } from '../messages/record-progress';

@Controller()
export class ReceiptsConsumer {
  constructor(
    private readonly recordProgress: RecordProgress,
    private readonly judgeCampaigns: JudgeCampaigns,
  ) {}

  @Consumes(receipts, BATCHED)
  async handle(messages: MessageOf<typeof receipts>[]): Promise<void> {
    await this.recordProgress.execute(messages.map(({ value }) => toProgress(value)));
    this.judgeCampaigns.requestJudgement();
  }
}

function toProgress({ messageId, advertiserId, recipientKey, outcome, stat, error, at }: Receipt): ProgressReport {
  const why = { code: stat, ...(error === undefined ? {} : { detail: `The operator's error code is ${error}.` }) };
  return {
    messageId,
    advertiserId,
    recipientKey,
    category: null,
    event: { event: outcome, at, ...(outcome === 'failed' ? why : {}) },
  };
}
