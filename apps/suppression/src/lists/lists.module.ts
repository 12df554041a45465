import { Module } from '@nestjs/common';
import { LongUploads } from '@stopsms/http';
import { OptOutsModule } from '../opt-outs/opt-outs.module';
import { ImportOptOuts } from './import-opt-outs';
import { OptOutListsController } from './opt-out-lists.controller';
import { ReadList } from './read-list';
import { Reconcile } from './reconcile';

@Module({
  imports: [OptOutsModule],
  controllers: [OptOutListsController],
  providers: [LongUploads, ReadList, ImportOptOuts, Reconcile],
})
export class ListsModule {}
