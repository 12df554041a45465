import { Module } from '@nestjs/common';
import { LOG, type Log } from '@stopsms/service';
import { MessagesModule } from '../messages/messages.module';
import { OperatorModule } from '../operator/operator.module';
import { TopicsModule } from '../produces/topics.module';
import { InDoubt } from './in-doubt';
import { JournalMarks } from './journal-marks';
import { RecentOutcomes } from './recent-outcomes';
import { Recovery } from './recovery';
import { ReportRetrier } from './report-retrier';
import { ServiceReports } from './service-reports';
import { Submissions } from './submissions';
import { SettleUnknown } from './settle-unknown';
import { SUBMIT_LOG_SETTINGS, SubmitLog, type SubmitLogSettings } from './submit-log';
import { UnknownMessages } from './unknown-messages';

@Module({
  imports: [MessagesModule, OperatorModule, TopicsModule],
  providers: [
    JournalMarks,
    {
      provide: SubmitLog,
      inject: [SUBMIT_LOG_SETTINGS, LOG],
      useFactory: ({ dir }: SubmitLogSettings, log: Log) => SubmitLog.open(dir, log),
    },
    ReportRetrier,
    ServiceReports,
    InDoubt,
    SettleUnknown,
    UnknownMessages,
    Submissions,
    RecentOutcomes,
    Recovery,
  ],
  exports: [JournalMarks, InDoubt, SettleUnknown, UnknownMessages, Submissions, Recovery],
})
export class JournalModule {}
