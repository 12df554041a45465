import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Open } from '@stopsms/access';
import { Metrics } from '@stopsms/service';
import type { Request, Response } from 'express';

@ApiTags('metrics')
@Open('scraped from inside; figures only')
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get()
  @ApiOperation({ summary: 'Metrics for Prometheus, described in docs/metrics.md' })
  @ApiOkResponse({
    description:
      'Metrics in the Prometheus text format, or as OpenMetrics with exemplars for a scraper that prefers `application/openmetrics-text`.',
    content: {
      'text/plain': { schema: { type: 'string' }, example: 'stopsms_build_info{version="0.2.0"} 1\n' },
      'application/openmetrics-text': {
        schema: { type: 'string' },
        example: 'stopsms_build_info{version="0.2.0"} 1\n# EOF\n',
      },
    },
  })
  async read(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { type, text } = await this.metrics.shownTo(request.headers.accept);
    response.setHeader('content-type', type).setHeader('vary', 'accept').end(text);
  }
}
