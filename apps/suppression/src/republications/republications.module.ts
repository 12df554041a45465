import { Module } from '@nestjs/common';
import { OptOutsModule } from '../opt-outs/opt-outs.module';
import { Heartbeats } from './heartbeats';
import { ChangeListKeys } from './change-list-keys';
import { Republish } from './republish';
import { RepublishController } from './republish.controller';

@Module({
  imports: [OptOutsModule],
  controllers: [RepublishController],
  providers: [Republish, ChangeListKeys, Heartbeats],
  exports: [ChangeListKeys],
})
export class RepublicationsModule {}
