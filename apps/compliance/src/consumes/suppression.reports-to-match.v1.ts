import { Controller } from '@nestjs/common';
import { reportsToMatch } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { MatchReports } from '../people/complaints/match-reports';

@Controller()
export class ReportsToMatchConsumer {
  constructor(private readonly matchReports: MatchReports) {}

  @Consumes(reportsToMatch, BATCHED)
  async handle(messages: MessageOf<typeof reportsToMatch>[]): Promise<void> {
    await this.matchReports.execute(messages.map(({ value }) => value));
  }
}
