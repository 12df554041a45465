import { Controller } from '@nestjs/common';
import { reportsToMatch } from '@stopsms/contracts';
import { Consumes, type MessageOf, NOBODY_WAITS } from '@stopsms/messaging';
import { MatchReports } from '../complaints/match-reports';

@Controller()
export class ReportsToMatchConsumer {
  constructor(private readonly matchReports: MatchReports) {}

  @Consumes(reportsToMatch, NOBODY_WAITS)
  async handle(messages: MessageOf<typeof reportsToMatch>[]): Promise<void> {
    await this.matchReports.execute(messages.map(({ value }) => value));
  }
}
