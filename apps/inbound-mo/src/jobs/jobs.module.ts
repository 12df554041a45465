import { Module } from '@nestjs/common';
import { QuarantineModule } from '../quarantine/quarantine.module';
import { ReceiptsModule } from '../receipts/receipts.module';
import { RepliesModule } from '../replies/replies.module';
import { Purge } from './purge';
import { Sweep } from './sweep';

@Module({ imports: [QuarantineModule, ReceiptsModule, RepliesModule], providers: [Purge, Sweep] })
export class JobsModule {}
