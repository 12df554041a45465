import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedByNeeded } from '@stopsms/access';
import { bodyDto, nameField, wordsField } from '@stopsms/http';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { Republish } from './republish';
import { LatestRepublicationAnswer, RepublicationAnswer } from './republish.schema';

class RepublishBody extends bodyDto(
  z.object({
    by: nameField(100).optional().describe('who asks for it; with a key, its name instead'),
    reason: wordsField(500).describe('for whoever asks later; no personal data'),
  }),
  { by: 'anne', reason: 'partition 3 was lost' },
) {}

const MEANT = `For records lost on Kafka. Every opt-out and every number state is written again as it is now, while changes go on as
usual. **No advert leaves until it is finished**, since somebody may be missing. After the loss of the whole topic it begins by itself
when suppression starts.`;

@ApiTags('opt-outs')
@Controller('v1/opt-outs/republish')
export class RepublishController {
  constructor(private readonly republish: Republish) {}

  @Post()
  @Permits('platform:operate')
  @ZodResponse({ status: 202, type: RepublicationAnswer })
  @ApiOperation({ summary: 'Writes the whole opt-out list to Kafka again', description: MEANT })
  begin(@Body() { by: says, reason }: RepublishBody, @CallerOf() caller: Caller) {
    return this.republish.begin(signedByNeeded(caller, says), reason);
  }

  @Get()
  @Permits('platform:read')
  @ZodResponse({ status: 200, type: LatestRepublicationAnswer })
  @ApiOperation({ summary: 'The one under way, or else the last one' })
  async latest() {
    return (await this.republish.latest()) ?? { state: 'none' as const };
  }
}
