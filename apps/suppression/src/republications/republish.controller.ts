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
    by: nameField(100)
      .optional()
      .describe(
        'Name of the person who requests it. With an API key or a signed-in person, that name is recorded instead.',
      ),
    reason: wordsField(500).describe('Reason for the republication, without personal data.'),
  }),
  { by: 'anne', reason: 'partition 3 was lost' },
) {}

const MEANT = `Use it when records were lost on Kafka. The current state of every opt-out and every phone number is published again, while changes continue as
usual. **No advert is sent until it is finished**, because an opt-out may be missing. After the loss of the whole topic it starts automatically
when suppression starts.`;

@ApiTags('opt-outs')
@Controller('v1/opt-outs/republish')
export class RepublishController {
  constructor(private readonly republish: Republish) {}

  @Post()
  @Permits('platform:operate')
  @ZodResponse({ status: 202, type: RepublicationAnswer })
  @ApiOperation({ summary: 'Publishes the whole opt-out list to Kafka again', description: MEANT })
  begin(@Body() { by: says, reason }: RepublishBody, @CallerOf() caller: Caller) {
    return this.republish.begin(signedByNeeded(caller, says), reason);
  }

  @Get()
  @Permits('platform:read')
  @ZodResponse({ status: 200, type: LatestRepublicationAnswer })
  @ApiOperation({ summary: 'Republication in progress, or else the last one' })
  async latest() {
    return (await this.republish.latest()) ?? { state: 'none' as const };
  }
}
