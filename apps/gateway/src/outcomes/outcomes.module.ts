import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../deliveries/deliveries.module';
import { EndSilent } from './end-silent';
import { RecordOutcomes } from './record-outcomes';

@Module({ imports: [DeliveriesModule], providers: [RecordOutcomes, EndSilent], exports: [RecordOutcomes] })
export class OutcomesModule {}
