import { Module } from '@nestjs/common';
import { AbuseReportsModule } from '../abuse-reports/abuse-reports.module';
import { ErasuresModule } from '../erasures/erasures.module';
import { NumbersModule } from '../numbers/numbers.module';
import { OptOutsModule } from '../opt-outs/opt-outs.module';
import { EvidenceController } from './evidence.controller';
import { GatherEvidence } from './gather-evidence';
import { OtherServices } from './other-services';
import { PersonsController } from './persons.controller';
import { WriteEvidence } from './write-evidence';

@Module({
  imports: [OptOutsModule, NumbersModule, AbuseReportsModule, ErasuresModule],
  controllers: [EvidenceController, PersonsController],
  providers: [GatherEvidence, WriteEvidence, OtherServices],
})
export class EvidenceModule {}
