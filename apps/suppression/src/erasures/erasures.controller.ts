import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedByNeeded } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import {
  OF_A_PHONE,
  Problem,
  Refuses,
  bodyDto,
  cursorField,
  cursorInstant,
  isoInstantField,
  nameField,
  pageCursor,
  pageLimit,
  phoneField,
  phoneIn,
  wordsField,
} from '@stopsms/http';
import { Clock, RecipientKeys, deterministicId } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { Erase } from './erase';
import { FindErasures } from './find-erasures';
import { advertiserId, refuseUnknown } from '../opt-outs/advertiser-scope';
import { ErasureAnswer, ErasuresAnswer, ForgottenAnswer } from './erasures.schema';
import { PHONE } from '../http-parts/examples';

const EVERYONE = '*';
const text = (what: string) => wordsField(500).describe(what);
const request = {
  phone: phoneField.describe('E.164, or national in France'),
  requestedBy: nameField(500).describe('who handles the request; with a key, its name instead').optional(),
  reason: text('for whoever asks later; no personal data'),
};

const CURSOR = pageCursor({ at: cursorInstant(), id: z.guid() });

class ListQuery extends createZodDto(z.object({ cursor: cursorField.optional(), limit: pageLimit() })) {}

class EraseBody extends bodyDto(
  z.object({
    ...request,
    advertiserId: advertiserId.optional().describe('whom the person asked; the whole platform when absent'),
    requestId: z
      .string()
      .max(100)
      .optional()
      .describe(
        'the same request sent again is one erasure while its opt-out holds; data that came since is erased too',
      ),
  }),
  { phone: PHONE, requestedBy: 'anne', reason: 'asked by letter', requestId: 'letter-12' },
) {}

class ForgetBody extends bodyDto(
  z.object({
    ...request,
    document: text('where the person’s written insistence is kept'),
    explainedAt: isoInstantField().describe('when the effect was explained to the person'),
    insistedAt: isoInstantField().describe('date of the written insistence, after the explanation'),
  }),
  {
    phone: PHONE,
    requestedBy: 'anne',
    reason: 'insisted by letter',
    document: 'archive, letter 13',
    explainedAt: '2026-11-20T10:00:00Z',
    insistedAt: '2026-11-24T10:00:00Z',
  },
) {}

const ERASED = `What is kept is the number’s keyed hash, the scope, the date and the source on the opt-out list: the law asks that an objection
be honoured, and without it the next imported list would have the person texted again. Asked of the platform, the opt-out is for every
advertiser, informative messages among them, and only \`complete\` takes it away; asked of one advertiser, it is for its adverts, and the
person’s own START lifts it, once a consent given later is on record. No confirmation is sent.

The same \`requestId\` again erases again, since data may have come meanwhile, and \`earlier\` names the erasure of before: while its opt-out holds
the answer repeats it; once the person has come back, it is a new erasure and opts them out again.`;
const FORGOTTEN = `Takes the number from the opt-out list itself, as if it had never been seen. Explain first what follows: nothing will
remember that the person opted out, and a new consent, true or pretended, counts. Needs the person’s written insistence, later than the
explanation. What is kept says that it was done, by whom, why and where the writing lies, without number and without hash.`;

@ApiTags('erasures')
@Controller('v1/erasures')
export class ErasuresController {
  constructor(
    private readonly erase: Erase,
    private readonly find: FindErasures,
    private readonly directory: AdvertiserDirectory,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Permits('persons:read')
  @Refuses('invalid-cursor')
  @ZodResponse({ status: 200, type: ErasuresAnswer })
  @ApiOperation({
    summary: 'Erasures that were done, latest first: for whom, by whom and why, without number and hash',
  })
  async list(@Query() { cursor, limit }: ListQuery) {
    const found = await this.find.page(CURSOR.read(cursor), limit + 1);
    return CURSOR.page(found, limit, ({ at, id }) => ({ at, id }));
  }

  @Post()
  @Permits('persons:erase')
  @Refuses('not-found', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ErasureAnswer })
  @ApiOperation({
    summary: 'Erases a person’s data everywhere; the hash stays on the opt-out list',
    description: ERASED,
  })
  async create(
    @Body() { phone, requestedBy: says, reason, advertiserId: asks, requestId }: EraseBody,
    @CallerOf() caller: Caller,
  ) {
    const requestedBy = signedByNeeded(caller, says, 'requestedBy');
    const scope = asks ?? EVERYONE;
    await refuseUnknown(this.directory, scope);
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    const id = requestId === undefined ? randomUUID() : deterministicId('erasure-request', recipientKey, requestId);
    const erased = await this.erase.execute({ id, recipientKey, scope, requestedBy, reason });
    return {
      id: erased.id,
      scope,
      optOut: erased.change === 'opted-out' ? ('begun' as const) : ('was there before' as const),
      ...(erased.earlier && { earlier: erased.earlier }),
      kept: ['keyed hash of the number', 'scope', 'date', 'source'],
      why: 'The objection must be honoured for ever (GDPR 21(3)), and it cannot be without a trace of it; the hash alone does not reveal the number.',
      lift: `${asks === undefined ? 'Nothing' : 'The person’s own START by SMS, once a consent given later is on record, or nothing'} but the person’s written insistence that the opt-out itself be forgotten: POST /v1/erasures/complete.`,
    };
  }

  @Post('complete')
  @Permits('persons:erase')
  @Refuses('insistence-out-of-order', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ForgottenAnswer })
  @ApiOperation({ summary: 'Forgets the opt-out too, on written insistence', description: FORGOTTEN })
  async complete(@Body() body: ForgetBody, @CallerOf() caller: Caller) {
    const requestedBy = signedByNeeded(caller, body.requestedBy, 'requestedBy');
    const { explainedAt, insistedAt } = body;
    if (insistedAt < explainedAt || insistedAt > this.clock.now()) {
      const detail =
        'insistedAt must be between explainedAt and now: the person must insist after the effect was explained.';
      throw new Problem('insistence-out-of-order', detail);
    }
    const { reason, document } = body;
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', body.phone).e164);
    const asks = { id: randomUUID(), recipientKey, scope: EVERYONE, requestedBy, reason };
    const scopes = await this.erase.eraseOptOut(asks, { document, explainedAt, insistedAt });
    return {
      id: asks.id,
      scopes,
      effect:
        'The number is as unknown: without a new consent no advert reaches it, and nothing remembers its opt-outs.',
      kept: ['that it was done, when, by whom and why', 'where the written insistence is kept'],
      why: 'That this was asked for must be provable. Neither number nor hash is kept here; records on Kafka end within 30 days.',
    };
  }
}
