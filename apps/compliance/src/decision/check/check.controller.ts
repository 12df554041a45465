import { Body, Controller, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, PeopleLimit, Permits, grantOf } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { LooksAtPersonalData, givenNumber } from '@stopsms/audit';
import { Refuses, instantField, uuidField } from '@stopsms/http';
import { Clock } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { CheckMessage } from './check-message';
import { countryField } from '../../http-parts/country-field';
import { findAdvertiser } from '../../http-parts/find-advertiser';
import { firstCheck } from '../../http-parts/first-campaign';
import { CheckAnswer } from './check.schema';

/** Maximum of codes and of link hosts, the same as that of an account. */
const MOST = 50;
const MAX_COUNTRIES = 50;

class CheckBody extends createZodDto(
  z.object({
    text: z.string().max(10_000).describe('Text as it would be sent, with variables replaced.'),
    category: z.enum(['marketing', 'informative', 'service']).describe('Category that you declare for the text.'),
    country: countryField().describe('Country of the recipients. Overseas regions have their own code, e.g. MQ.'),
    countries: z
      .array(countryField())
      .max(MAX_COUNTRIES)
      .optional()
      .describe(
        'Further countries of the recipients of an advert; `refusedCountries` names those where its text is refused.',
      ),
    sender: z.string().max(16).optional(),
    advertiserId: uuidField().optional().describe('Advertiser whose short codes, link hosts and sending hours apply.'),
    codes: z
      .array(z.string().max(20))
      .max(MOST)
      .optional()
      .describe('Short codes of the account, instead of the stored ones.'),
    linkHosts: z
      .array(z.string().max(253))
      .max(MOST)
      .optional()
      .describe('Hosts of the account’s unsubscribe links, instead of the stored ones.'),
    to: z
      .string()
      .max(64)
      .optional()
      .describe(
        'Phone number of a recipient of an advert of `advertiserId`, to check whether a frequency cap is reached (CAP_REACHED).',
      ),
    mention: z.enum(['require', 'insert']).default('require'),
    at: instantField().optional().describe('Time of sending. Default: now.'),
  }),
) {}

@ApiTags('check')
@Controller('v1/check')
export class CheckController {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly checkMessage: CheckMessage,
    private readonly people: PeopleLimit,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permits('texts:check', { in: 'body', field: 'advertiserId', optional: true })
  // A text is asked about at every pause of whoever writes it, and is about nobody.
  @LooksAtPersonalData({ when: givenNumber('to') })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: CheckAnswer })
  @ApiOperation({ summary: 'Checks whether a text may be sent and what it costs, with reasons; sends nothing' })
  @ApiBody({ type: CheckBody, ...firstCheck })
  async check(
    @Body() { country, advertiserId, at = this.clock.now(), ...body }: CheckBody,
    @CallerOf() caller: Caller,
  ) {
    if (body.to !== undefined) {
      // Whoever may ask about a text may not yet ask about a person.
      const limited = grantOf(caller, 'recipients:check');
      if (limited) this.people.take(caller, 1);
    }
    const account = advertiserId === undefined ? undefined : await findAdvertiser(this.directory, advertiserId);
    const checked = await this.checkMessage.execute({ ...body, region: country, at }, account);
    const { open, nextOpening } = checked.window;
    return {
      ...checked,
      window: { open, nextOpening: nextOpening === null ? null : new Date(nextOpening).toISOString() },
    };
  }
}
