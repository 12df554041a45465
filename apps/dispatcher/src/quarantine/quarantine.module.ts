import { Module } from '@nestjs/common';
import { ViewModule } from '../view/view.module';
import { Quarantine } from './quarantine';
import { ReceivedWatch } from './received-watch';

@Module({ imports: [ViewModule], providers: [Quarantine, ReceivedWatch], exports: [Quarantine, ReceivedWatch] })
export class QuarantineModule {}
