import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../deliveries/deliveries.module';
import { Submit } from './submit';

@Module({ imports: [DeliveriesModule], providers: [Submit], exports: [Submit] })
export class SubmissionsModule {}
