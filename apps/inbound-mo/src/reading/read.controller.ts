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
    text: z.string().max(10_000).describe('Reply as the handset sent it.'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code in capitals, e.g. FR')
      .optional()
      .describe('Country whose keywords apply, ISO 3166-1 alpha-2. Default: the home country.'),
    last: z
      .enum(['advert', 'notice'])
      .optional()
      .describe('Kind of the last message that the person received from this short code. Default: unknown.'),
    askedBefore: z.boolean().optional().describe('True if the person asked to stop before. Default: false.'),
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
  @ApiOperation({ summary: 'Classification of a reply with its reason; nothing is stored or sent' })
  @ChangesNothing('how a text is read that comes from whoever asks')
  read(@Body() { text, country = this.homeCountry, last, askedBefore = false }: ReadRequest) {
    const context = { ...(last && { last }), askedBefore };
    const rules = readByRules(text, country);
    const words = explainReply(text, country, rules, context);
    const { tier, reason, keyword, wrongPerson, unclassified, certainty } = joinWeights(rules, country, context);
    return {
      tier,
      reason,
      ...(keyword === undefined ? {} : { keyword }),
      ...(unclassified && { unclassified }),
      ...(certainty !== undefined && { certainty: Math.round(certainty * 100) }),
      ...(words && { words }),
      ...(wrongPerson && { about: 'wrong-person' as const }),
    };
  }
}
