import { Controller } from '@nestjs/common';
import { reportMatches } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { RecordMatches } from '../abuse-reports/record-matches';

@Controller()
export class ReportMatchesConsumer {
  constructor(private readonly recordMatches: RecordMatches) {}

  @Consumes(reportMatches)
  async handle(messages: MessageOf<typeof reportMatches>[]): Promise<void> {
    await this.recordMatches.execute(messages.map(({ value }) => value));
  }
}
