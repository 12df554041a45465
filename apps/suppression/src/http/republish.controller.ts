import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { Republish } from '../use-cases/republish';

class RepublishBody extends createZodDto(
  z.object({
    by: z.string().min(1).max(100).describe('who asks for it'),
    reason: z.string().min(1).max(500).describe('for whoever asks later; no personal data'),
  }),
) {}

const MEANT = `For records lost on Kafka. Every opt-out and every number state is written again as it is now, while changes go on as
usual. **No advert leaves until it is finished**, since somebody may be missing. After the loss of the whole topic it begins by itself
when suppression starts.`;

@ApiTags('opt-outs')
@Controller('v1/opt-outs/republish')
export class RepublishController {
  constructor(private readonly republish: Republish) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Writes the whole opt-out list to Kafka again', description: MEANT })
  begin(@Body() { by, reason }: RepublishBody) {
    return this.republish.begin(by, reason);
  }

  @Get()
  @ApiOperation({ summary: 'The one under way, or else the last one' })
  async latest() {
    return (await this.republish.latest()) ?? { state: 'none' };
  }
}
