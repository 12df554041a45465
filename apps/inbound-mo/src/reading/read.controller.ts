import type { CountryCode } from 'libphonenumber-js/max';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { ChangesNothing } from '@stopsms/audit';
import { bodyDto } from '@stopsms/http';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { explainReply, joinWeights, readByRules } from '@stopsms/reply-reader';
import { HOME_COUNTRY } from '../providers/sender-number';
import { ReadAnswer } from './read.schema';

class ReadRequest extends bodyDto(
  z.object({
    text: z.string().max(10_000).describe('a reply as it came from the handset'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code in capitals, e.g. FR')
      .optional()
      .describe('whose keywords count; the home country by default'),
    last: z
      .enum(['advert', 'notice'])
      .optional()
      .describe('the last text that the person had from this code; unknown by default'),
    askedBefore: z.boolean().optional().describe('the person asked to stop before; false by default'),
  }),
  { text: 'Arrêtez vos SMS svp' },
) {}

@ApiTags('reading')
@Controller('v1/read')
export class ReadController {
  constructor(@Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode) {}

  @Post()
  @Permits('replies:read')
  @ZodResponse({ status: 200, type: ReadAnswer })
  @ApiOperation({ summary: 'Classification of a reply, and its reason; nothing is stored or sent' })
  @ChangesNothing('how a text is read that comes from whoever asks')
  read(@Body() { text, country = this.homeCountry, last, askedBefore = false }: ReadRequest) {
    const context = { ...(last && { last }), askedBefore };
    const rules = readByRules(text, country);
    const words = explainReply(text, country, rules, context);
    const { tier, reason, keyword, wrongPerson, waits, certainty } = joinWeights(rules, country, context);
    return {
      tier,
      reason,
      ...(keyword === undefined ? {} : { keyword }),
      ...(waits && { waits }),
      ...(waits === 'request' && { unread: true as const }),
      ...(certainty !== undefined && { certainty: Math.round(certainty * 100) }),
      ...(words && { words }),
      ...(wrongPerson && { about: 'wrong-person' as const }),
    };
  }
}
