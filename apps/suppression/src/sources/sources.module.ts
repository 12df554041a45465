import { Module } from '@nestjs/common';
import { OptOutsModule } from '../opt-outs/opt-outs.module';
import { FindDrift } from './find-drift';
import { PollSources } from './poll-sources';
import { SourceMetrics } from './source-metrics';
import { SourcesController } from './sources.controller';

/** Lists of opt-outs of other systems, read over HTTP. */
@Module({
  imports: [OptOutsModule],
  controllers: [SourcesController],
  providers: [FindDrift, PollSources, SourceMetrics],
})
export class SourcesModule {}
