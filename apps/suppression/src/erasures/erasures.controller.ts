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
import { ALL_ADVERTISERS, Clock, RecipientKeys, deterministicId } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { Erase } from './erase';
import { FindErasures } from './find-erasures';
import { advertiserId, refuseUnknown } from '../opt-outs/advertiser-scope';
import { ErasureAnswer, ErasuresAnswer, ForgottenAnswer } from './erasures.schema';
import { PHONE } from '../http-parts/examples';

const text = (what: string) => wordsField(500).describe(what);
const request = {
  phone: phoneField.describe('Phone number in E.164, or national in France.'),
  requestedBy: nameField(500)
    .describe(
      'Name of the person who handles the request. With an API key or a signed-in person, that name is recorded instead.',
    )
    .optional(),
  reason: text('Reason for the request, without personal data.'),
};

const CURSOR = pageCursor({ at: cursorInstant(), id: z.guid() });

class ListQuery extends createZodDto(z.object({ cursor: cursorField.optional(), limit: pageLimit() })) {}

class EraseBody extends bodyDto(
  z.object({
    ...request,
    advertiserId: advertiserId
      .optional()
      .describe('Advertiser to which the person addressed the request. If absent, the whole platform.'),
    requestId: z
      .string()
      .max(100)
      .optional()
      .describe(
        'Idempotency key of the request. A repeated request is the same erasure while its opt-out is in force; data stored since then is erased too.',
      ),
  }),
  { phone: PHONE, requestedBy: 'anne', reason: 'asked by letter', requestId: 'letter-12' },
) {}

class ForgetBody extends bodyDto(
  z.object({
    ...request,
    document: text('File or address of the person’s written request.'),
    explainedAt: isoInstantField().describe('Time at which the effect was explained to the person.'),
    insistedAt: isoInstantField().describe('Date of the written request, after the explanation.'),
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

const ERASED = `The opt-out list keeps the keyed hash of the number, the scope, the date and the source: the law requires that an objection
is honoured, and otherwise the next imported list would contain the person again. An erasure from the platform opts the person out of every
advertiser, including informative messages, and only \`complete\` removes it. An erasure from one advertiser opts the person out of its adverts; the
person’s START lifts it once a later consent is recorded. No confirmation is sent.

Repeating a \`requestId\` erases again, because new data may have been stored, and \`earlier\` refers to the previous erasure. While its opt-out is in force,
the response repeats it; once the person has returned, it is a new erasure and a new opt-out.`;
const FORGOTTEN = `Deletes the number from the opt-out list itself, as if it had never been stored. Explain the consequences first: nothing
remembers the opt-out, and any new consent, true or false, is valid. Requires the person’s written request, dated after the
explanation. The record contains who did it, when, why and where the request is filed, without number and hash.`;

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
    summary: 'Erasures with scope, author and reason, without number and hash, latest first',
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
    summary: 'Erases a person’s data everywhere; the keyed hash stays on the opt-out list',
    description: ERASED,
  })
  async create(
    @Body() { phone, requestedBy: says, reason, advertiserId: asks, requestId }: EraseBody,
    @CallerOf() caller: Caller,
  ) {
    const requestedBy = signedByNeeded(caller, says, 'requestedBy');
    const scope = asks ?? ALL_ADVERTISERS;
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
  @ApiOperation({ summary: 'Deletes the opt-out as well, on a written request', description: FORGOTTEN })
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
    const asks = { id: randomUUID(), recipientKey, scope: ALL_ADVERTISERS, requestedBy, reason };
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
