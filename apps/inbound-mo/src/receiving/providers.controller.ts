import type { CountryCode } from 'libphonenumber-js/max';
import { Body, Controller, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Open } from '@stopsms/access';
import { Problem, Refuses, RefusesOf, RequestPipe, bodyDto } from '@stopsms/http';
import { Clock, SIGNATURE_HEADER, isInstant } from '@stopsms/kernel';
import { RECEIPT_STATES } from '@stopsms/smpp';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { AcceptMo } from './accept-mo';
import { AcceptReceipts } from '../receipts/accept-receipts';
import { MAX_TEXT } from '../produces/inbound-mo.received.v1';
import { BREACHES, type Breach } from '../providers/provider-terms';
import { HOME_COUNTRY, senderNumber } from '../providers/sender-number';
import { SignedAt, WebhookGuard } from './webhook.guard';
import { MoAnswer, ReceiptsAnswer } from './providers.schema';

const MAX_RECEIPTS = 1_000;
/**
 * Epoch ms. An instant that no clock can have meant, as the year 1 of a field that nobody filled in, counts as not given: a text that
 * may be a STOP is not refused for its date.
 */
const instant = z.iso
  .datetime({
    offset: true,
    error: 'must be an ISO 8601 instant with offset, e.g. 2026-11-25T10:00:00Z',
  })
  .max(40)
  .transform((text) => Date.parse(text))
  .transform((at) => (isInstant(at) ? at : undefined));
/** Printable, because PostgreSQL and logs take nothing else. */
const operatorId = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters without spaces');

class ProviderParam extends createZodDto(
  z.object({
    name: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -')
      .describe('Name of the provider, as in PROVIDER.'),
  }),
) {}

class MoRequest extends bodyDto(
  z.object({
    from: z.string().min(1).max(64).describe('Phone number of the handset: E.164, or national in the home country.'),
    to: z
      .string()
      .regex(/^[+\w]{1,20}$/, 'must be the code or number that was texted')
      .describe('Short code or number to which the text was sent.'),
    text: z.string().max(MAX_TEXT).describe('The complete text.'),
    id: operatorId.optional().describe('ID of the text at the operator, the same if the operator sends it again.'),
    receivedAt: instant.optional().describe('Time at which the operator received the text. Default: now.'),
  }),
  { from: '+33639980012', to: '36180', text: 'STOP', id: 'mo-4711' },
) {}

class ReceiptRequest extends bodyDto(
  z.object({
    smscId: operatorId.describe('ID of the segment at the operator.'),
    stat: z
      .string()
      .max(10)
      .toUpperCase()
      .pipe(z.enum(RECEIPT_STATES, `must be one of ${RECEIPT_STATES.join(', ')}`))
      .describe('Message state of SMPP 3.4.'),
    error: operatorId.optional().describe('Error code of the operator.'),
    at: instant.optional().describe('Time of the event. Default: now.'),
  }),
  { smscId: '7a0f3c', stat: 'DELIVRD', at: '2026-11-25T10:00:04Z' },
) {}

const receiptsPipe = new RequestPipe(
  z.preprocess(
    (body) => (Array.isArray(body) ? body : [body]),
    z.array(ReceiptRequest.schema).min(1).max(MAX_RECEIPTS),
  ),
);

@ApiTags('provider webhooks')
@Open('an operator’s own signature, or its own token, checked by WebhookGuard')
@UseGuards(WebhookGuard)
@RefusesOf(
  'webhook',
  'signature-missing',
  'signature-incomplete',
  'signature-old',
  'signature-wrong',
  'signature-time-malformed',
  'no-json',
  'webhooks-closed',
  'address-refused',
  'webhook-secret-wrong',
  'too-many-requests',
  'deliveries-busy',
)
@ApiHeader({
  name: SIGNATURE_HEADER,
  required: false,
  description:
    'Signature `t=<epoch s>,v1=<HMAC-SHA256 of "<t>.<body>", hexadecimal>` of a provider that signs. Other providers send `Authorization: Bearer <token>` with their own token.',
})
@Controller('v1/providers/:name')
export class ProvidersController {
  constructor(
    private readonly acceptMo: AcceptMo,
    private readonly acceptReceipts: AcceptReceipts,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
  ) {}

  @Post('mo')
  @Refuses('not-a-number', 'not-its-code', 'not-its-way')
  @ZodResponse({ status: 202, type: MoAnswer })
  @ApiOperation({ summary: 'Receives a text from a handset; responds when it is durably stored' })
  async mo(
    @Param() { name }: ProviderParam,
    @Body() { from, to, text, id, receivedAt }: MoRequest,
    @SignedAt() signedAt: number | undefined,
  ) {
    const sender = senderNumber(from, this.homeCountry);
    if (!sender) {
      this.metrics.mos.inc({ channel: 'http', result: 'no-number' });
      throw Problem.ofField(
        'not-a-number',
        'body',
        'from',
        'from is not a phone number. Send E.164, e.g. +33639980012.',
      );
    }
    const mo = {
      ...{ provider: name, from: sender.e164, to, text, receivedAt: this.past(receivedAt) },
      ...(id === undefined ? {} : { dedupeId: id }),
      ...(receivedAt === undefined ? {} : { datedAt: receivedAt }),
      ...(signedAt === undefined ? {} : { signedAt }),
    };
    const accepted = await this.acceptMo.execute(mo, 'webhook');
    this.metrics.mos.inc({ channel: 'http', result: accepted.ok ? 'accepted' : 'refused' });
    if (!accepted.ok) throw beyondTerms(accepted.refusal.code);
    return { moId: accepted.value };
  }

  @Post('receipts')
  @Refuses('not-its-way')
  @ZodResponse({ status: 202, type: ReceiptsAnswer })
  @ApiBody({ type: ReceiptRequest, description: 'One receipt, or an array of up to 1,000.' })
  @ApiOperation({ summary: 'Receives delivery receipts, one or an array; responds when they are durably stored' })
  async receipts(@Param() { name }: ProviderParam, @Body(receiptsPipe) receipts: ReceiptRequest[]) {
    const receivedAt = this.clock.now();
    const accepted = await this.acceptReceipts.execute(
      receipts.map(({ smscId, stat, error, at }) => ({
        provider: name,
        smscId,
        stat,
        at: this.past(at),
        receivedAt,
        ...(error === undefined ? {} : { error }),
      })),
      'webhook',
    );
    if (!accepted.ok) throw beyondTerms(accepted.refusal.code);
    return { accepted: receipts.length };
  }

  /** An operator's clock that runs ahead must not make a STOP later than a consent that follows it. */
  private past(at: number | undefined): number {
    const now = this.clock.now();
    return at === undefined ? now : Math.min(now, at);
  }
}

const beyondTerms = (code: Breach): Problem =>
  new Problem(code, `Not accepted: ${BREACHES[code]}. See repliesBy, receiptsBy and codes in PROVIDERS_FILE.`);
