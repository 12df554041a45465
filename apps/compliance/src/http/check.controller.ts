import { Body, Controller, Post } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '@stopsms/kernel';
import { ForAdvertisers, Refuses, ownsSender, uuidField } from '@stopsms/service-kit';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { LoadedPacks } from '../packs/load-rule-packs';
import type { Category } from '../text/category/categorise';
import { checkText } from '../decision/check-text';
import type { DecisionReason } from '../reasons/decision-reasons';
import { senderNotYours } from '../decision/examine';
import { pauseReason } from '../decision/heed-pause';
import { ownHours } from '../hours/own-hours';
import { FindTrust } from '../trust/find-trust';
import { CheckLimits } from '../quotas/check-limits';
import { Accounts } from './accounts';
import { firstCheck } from './first-campaign';
import { instant } from './fields';
import { CheckAnswer } from './check.schema';

/** As many as an account can have. */
const MOST = 50;

class CheckBody extends createZodDto(
  z.object({
    text: z.string().max(10_000).describe('as it would be sent, variables replaced'),
    category: z.enum(['marketing', 'informative', 'service']).describe('what you declare it to be'),
    country: z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'must be an ISO 3166 code, e.g. FR or MQ')
      .transform((code) => code.toUpperCase())
      .describe('of the recipients; overseas regions have their own, e.g. MQ'),
    sender: z.string().max(16).optional(),
    advertiserId: uuidField().optional().describe('takes codes, link hosts and sending hours from this account'),
    codes: z
      .array(z.string().max(20))
      .max(MOST)
      .optional()
      .describe('short codes of the account, instead of those on file'),
    linkHosts: z
      .array(z.string().max(253))
      .max(MOST)
      .optional()
      .describe('hosts of its unsubscribe links, instead of those on file'),
    mention: z.enum(['require', 'insert']).default('require'),
    at: instant.optional().describe('when it would be sent; now by default'),
  }),
) {}

@ApiTags('check')
@Controller('v1/check')
export class CheckController {
  constructor(
    private readonly packs: LoadedPacks,
    private readonly accounts: Accounts,
    private readonly limits: CheckLimits,
    private readonly findTrust: FindTrust,
    private readonly clock: Clock,
  ) {}

  @Post()
  @ForAdvertisers({ in: 'body', field: 'advertiserId', optional: true })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: CheckAnswer })
  @ApiOperation({ summary: 'Says whether a text may be sent, why not, and what it costs; sends nothing' })
  @ApiBody({ type: CheckBody, ...firstCheck })
  async check(@Body() { country, advertiserId, at = this.clock.now(), ...body }: CheckBody) {
    const account = advertiserId === undefined ? undefined : await this.accounts.find(advertiserId);
    const figures = account && (await this.findTrust.execute([account.id], at)).get(account.id);
    const sender = body.sender ?? account?.sender;
    const checked = checkText(
      {
        ...body,
        region: country,
        sender,
        codes: body.codes ?? account?.codes ?? [],
        linkHosts: body.linkHosts ?? account?.linkHosts ?? [],
        at,
        chosen: ownHours(account?.sendingHours),
        figures,
      },
      this.packs.choice,
    );
    const { open, nextOpening } = checked.window;
    const ofAccount = account
      ? await this.refusals(
          account,
          { sender: body.sender ?? account.sender, country, at, category: body.category },
          checked.reasons.map(({ code }) => code),
        )
      : [];
    const paused = account && pauseReason(account, body.category);
    return {
      ...checked,
      ...(ofAccount.length > 0 && { verdict: 'refuse' as const }),
      // Beside a verdict that is about the text: as with a closed window, it would wait.
      reasons: [...ofAccount, ...checked.reasons, ...(paused ? [paused] : [])],
      window: { open, nextOpening: nextOpening === null ? null : new Date(nextOpening).toISOString() },
    };
  }

  /** Why no text of this account may leave as asked, whatever its words. */
  private async refusals(
    account: Advertiser,
    { sender, country, at, category }: { sender: string; country: string; at: number; category: Category },
    codes: string[],
  ): Promise<DecisionReason[]> {
    const alien = !codes.includes('SENDER_INVALID') && !ownsSender(account, sender, country);
    const limits =
      category === 'service' || codes.includes('PACK_MISSING') ? [] : await this.limits.execute(account, country, at);
    return [...(alien ? [senderNotYours(account, sender, country)] : []), ...limits];
  }
}
