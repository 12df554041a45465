import { Module } from '@nestjs/common';
import { OptOutsModule } from '../opt-outs/opt-outs.module';
import { ExportController } from './export.controller';
import { ExportNamesController } from './export-names.controller';
import { ExportOptOuts } from './export-opt-outs';

@Module({
  imports: [OptOutsModule],
  controllers: [ExportController, ExportNamesController],
  providers: [ExportOptOuts],
})
export class ExportsModule {}
