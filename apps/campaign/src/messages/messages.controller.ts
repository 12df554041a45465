import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { ownsSender } from '@stopsms/advertisers';
import { OnRecordElsewhere } from '@stopsms/audit';
import { OF_A_PHONE, Problem, Refuses, phoneIn } from '@stopsms/http';
import {
  Clock,
  RecipientKeys,
  SENDER_NAME_FORM,
  countryOfRegion,
  deterministicId,
  traceparentFrom,
} from '@stopsms/kernel';
import { traceparentUnderWay } from '@stopsms/tracing';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { code, senderName } from '../advertisers/advertiser-fields';
import { FindAdvertisers } from '../advertisers/find-advertisers';
import { FindMessages } from './find-messages';
import { LaneQueue } from './lane-queue';
import { MessageOwner } from './message-owner';
import { newId } from '../http-parts/page';
import { type MessageRequest, RequestMessage } from './request-message';
import { firstMessage } from '../http-parts/first-campaign';
import { ApiIdempotencyKey, IdempotencyKey, keyReused } from '../http-parts/idempotency-key';
import {
  category,
  country,
  cursor,
  instant,
  limit,
  mention,
  text,
  uuid,
  whenCapped,
} from '../http-parts/request-fields';
import { AcceptedAnswer, MessageAnswer, UnknownMessagesAnswer } from './messages.schema';

class NewMessageDto extends createZodDto(
  z.strictObject({
    id: uuid('a message id')
      .optional()
      .describe('Message ID and idempotency key: two requests with the same ID are one SMS.'),
    advertiserId: uuid('an advertiser id'),
    category,
    to: z.string().min(1).max(64).describe('Number of the recipient: E.164, or national in `country`.'),
    country: country
      .optional()
      .describe('Country in whose format a national number is read. Default: the advertiser’s country.'),
    text,
    sender: z
      .union([senderName, code], `must be ${SENDER_NAME_FORM}, or a code`)
      .optional()
      .describe('Sender ID or short code. Default: the account’s sender.'),
    campaignId: uuid('a campaign id')
      .optional()
      .describe('Campaign of the advertiser, as a label for reports. The message is not counted in the campaign.'),
    notBefore: instant.optional().describe('Time until which the message is held.'),
    expiresAt: instant.optional().describe('Time from which the message is no longer sent.'),
    mention: mention.optional(),
    whenCapped: whenCapped.optional(),
  }),
) {}
class MessagesQuery extends createZodDto(
  z.object({
    state: z.literal('unknown', 'must be unknown: for others use GET /v1/messages/:id and a campaign’s counts'),
    advertiserId: uuid('an advertiser id').optional(),
    campaignId: uuid('a campaign id').optional(),
    cursor,
    limit,
  }),
) {}
class MessagePath extends createZodDto(z.object({ id: uuid('a message id') })) {}

@ApiTags('messages')
@Controller('v1/messages')
export class MessagesController {
  constructor(
    private readonly advertisers: FindAdvertisers,
    private readonly requestMessage: RequestMessage,
    private readonly find: FindMessages,
    private readonly lane: LaneQueue,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permits('messages:send', { in: 'body', field: 'advertiserId' })
  @Refuses('not-found', 'two-idempotency-keys', 'message-id-taken', 'SENDER_NOT_YOURS', ...OF_A_PHONE)
  @ZodResponse({ status: 202, type: AcceptedAnswer })
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Accepts one SMS; `GET /v1/messages/:id` returns its progress',
    description: 'To send one SMS even if the request is repeated, set `id` or the `Idempotency-Key` header, not both.',
  })
  @ApiBody({ type: NewMessageDto, ...firstMessage })
  @OnRecordElsewhere('each message has a proof, which begins with who asked for it; programs send thousands')
  async create(
    @Body() body: NewMessageDto,
    @IdempotencyKey() key: string | undefined,
    @Headers('traceparent') traceparent: string | undefined,
  ) {
    const { to, country: listCountry, notBefore, expiresAt, ...given } = body;
    const advertiser = await this.advertisers.byId(body.advertiserId);
    if (!advertiser) throw Problem.notFound('advertiser', body.advertiserId);
    await this.refuseOthersCampaign(body);
    const phone = phoneIn('body', 'to', to, listCountry ?? advertiser.country);
    const sender = body.sender ?? advertiser.sender;
    if (!ownsSender(advertiser, sender, phone.region)) throw notYours(sender, phone.region);
    const request = present({
      ...given,
      id: this.idOf(body, key),
      to: phone,
      notBefore,
      expiresAt,
    }) as MessageRequest;
    const trace = traceparentUnderWay() ?? traceparentFrom(traceparent);
    const accepted = await this.requestMessage.execute(request, trace);
    if (accepted.ok) return accepted.value;
    if (key !== undefined) throw keyReused();
    throw Problem.ofField(accepted.refusal.code, 'body', 'id', 'id is already used by another message. Use a new one.');
  }

  @Get()
  @Permits('messages:read', { in: 'query', field: 'advertiserId' })
  @ZodResponse({ status: 200, type: UnknownMessagesAnswer })
  @ApiOperation({
    summary: 'Messages with an unknown outcome, page by page, highest ID first',
    description:
      'They are not sent again automatically. A later report or receipt of their operator settles them. You may request the text again with a new ID.',
  })
  list(@Query() { advertiserId, campaignId, ...page }: MessagesQuery) {
    const of = { ...(advertiserId && { advertiserId }), ...(campaignId && { campaignId }) };
    return this.find.unknown(of, page.cursor, page.limit);
  }

  @Get(':id')
  @Permits('messages:read', { owner: MessageOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: MessageAnswer })
  @ApiOperation({ summary: 'State and timeline of a message, including one published to Kafka directly' })
  async get(@Param() { id }: MessagePath) {
    const message = await this.find.byId(id);
    if (!message) throw Problem.notFound('message', id);
    const isAdvertUnderWay = message.state === 'accepted' && message.category === 'marketing';
    return { ...message, ...(isAdvertUnderWay && { ahead: await this.lane.aheadOfMessage() }) };
  }

  /** A campaign of another advertiser is reported as not found, so that its existence is not disclosed. */
  private async refuseOthersCampaign({ campaignId, advertiserId }: NewMessageDto): Promise<void> {
    if (campaignId === undefined || (await this.find.isOfAdvertisersCampaign(campaignId, advertiserId))) return;
    throw Problem.notFound('campaign', campaignId);
  }

  private idOf({ id, advertiserId }: NewMessageDto, key: string | undefined): string {
    if (id !== undefined && key !== undefined) {
      throw new Problem('two-idempotency-keys', 'Send either id or Idempotency-Key, not both.');
    }
    if (id !== undefined) return id;
    if (key === undefined) return newId(this.clock.now());
    // Another advertiser that knows or guesses the key must not find the id, and take it first by sending it as `id`.
    return deterministicId('POST /v1/messages', this.keys.digestOf(`Idempotency-Key ${advertiserId} ${key}`));
  }
}

const notYours = (sender: string, region: string): Problem =>
  new Problem(
    'SENDER_NOT_YOURS',
    `"${sender}" is not an approved sender of this advertiser in ${countryOfRegion(region)}. Request it with POST /v1/advertisers/:id/senders, or omit sender.`,
  );

/** Optional fields are absent rather than undefined, in the record as in its hash. */
const present = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
