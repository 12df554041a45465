import { Module } from '@nestjs/common';
import { QuarantineModule } from '../quarantine/quarantine.module';
import { ReceiptsModule } from '../receipts/receipts.module';
import { RepliesModule } from '../replies/replies.module';
import { DeleteExpired } from './delete-expired';
import { ResumeWaiting } from './resume-waiting';

@Module({ imports: [QuarantineModule, ReceiptsModule, RepliesModule], providers: [DeleteExpired, ResumeWaiting] })
export class JobsModule {}
