import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { LooksAtPersonalData } from '@stopsms/audit';
import { OF_A_PHONE, Refuses, bodyDto, phoneField, phoneIn } from '@stopsms/http';
import { ALL_ADVERTISERS, RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { explainNumber } from '../numbers/explain-number';
import { explainOptOut, explainShared, neverOptedOut } from './explain-opt-out';
import { FindOptOuts } from '../opt-outs/find-opt-outs';
import { RecordNumberStates } from '../numbers/record-number-states';
import { advertiserMeant } from '../opt-outs/advertiser-scope';
import { ADVERTISER_ID, PHONE } from '../http-parts/examples';
import { WhyBlockedAnswer } from './why-blocked.schema';

const MANY = 1_000;

class WhyBlockedAsked extends bodyDto(
  z.strictObject({
    phone: phoneField,
    advertiserId: z.string().min(1).max(200).describe('ID of the advertiser, or its name if it is unique.'),
  }),
  { phone: PHONE, advertiserId: ADVERTISER_ID },
) {}

@ApiTags('why blocked')
@Controller('v1/why-blocked')
export class WhyBlockedController {
  constructor(
    private readonly find: FindOptOuts,
    private readonly states: RecordNumberStates,
    private readonly directory: AdvertiserDirectory,
    private readonly keys: RecipientKeys,
  ) {}

  @Post()
  @HttpCode(200)
  @Permits('opt-outs:read')
  @Refuses(...OF_A_PHONE, 'not-found', 'advertiser-ambiguous')
  @ZodResponse({ status: 200, type: WhyBlockedAnswer })
  @ApiOperation({
    summary: 'Reason why adverts of this advertiser are blocked for a phone number, since when, and what would lift it',
  })
  @LooksAtPersonalData()
  async why(@Body() { phone, advertiserId: wanted }: WhyBlockedAsked) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    const { id: advertiserId, name } = await advertiserMeant(this.directory, wanted);
    const own = await this.find.page({ recipientKey, advertiserId }, undefined, MANY);
    const shared = await this.find.ofShared(recipientKey, this.directory.sharedWith(advertiserId) ?? []);
    const entries = [...own, ...shared];
    const nameOf = (scope: string) => this.directory.get(scope)?.name ?? scope;
    const reasons = entries
      .sort((a, b) => weight(a) - weight(b) || a.since.getTime() - b.since.getTime())
      .map((entry) =>
        shared.includes(entry) ? explainShared(entry, nameOf(entry.scope), name) : explainOptOut(entry, name),
      );
    const optOuts = entries.filter(({ state }) => state === 'out');
    const number = explainNumber(await this.states.of(recipientKey));
    const said = reasons.length > 0 ? reasons.map(({ explanation }) => explanation) : [neverOptedOut(name)];
    return {
      blocked: optOuts.length > 0,
      explanation: [...said, ...(number.state === 'no-failure-known' ? [] : [number.explanation])].join(' '),
      reasons,
      number,
      ...(entries.length > 0 && { evidence: await this.find.evidence(recipientKey, advertiserId) }),
      ...(optOuts.length > 0 && { optOuts, lift: reasons[0]?.lift }),
    };
  }
}

/** Order of reasons: opt-outs in force first, and of these the widest, since lifting a narrower one would change nothing. */
const weight = ({ state, scope }: { state: string; scope: string }): number =>
  state === 'back' ? 2 : scope === ALL_ADVERTISERS ? 0 : 1;
