import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Refuses, cursorField, pageLimit } from '@stopsms/http';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { FindWebhookDeliveries } from './find-webhook-deliveries';
import { deliveryIdOf } from './webhook-delivery';
import { CURSOR } from '../page-cursor';
import { WebhookDeliveriesAnswer } from './webhook-deliveries.schema';

class WebhookDeliveriesQuery extends createZodDto(
  z.object({
    advertiserId: z.uuid(),
    cursor: cursorField.optional(),
    limit: pageLimit(),
  }),
) {}

@ApiTags('webhooks')
@Controller('v1/webhook-deliveries')
export class WebhookDeliveriesController {
  constructor(private readonly find: FindWebhookDeliveries) {}

  @Get()
  @Permits('platform:read')
  @Refuses('invalid-cursor')
  @ZodResponse({ status: 200, type: WebhookDeliveriesAnswer })
  @ApiOperation({
    summary: 'Calls to an advertiser’s webhook and how they ended; latest first',
    description: [
      'Each opt-out change that concerns an advertiser with a webhookUrl is sent there by POST, as JSON:',
      '{type: "opt-out.changed", timestamp, data: {change, advertiserId, scope, recipientKey, msisdn?, source}}.',
      'Once 80 percent of a quota are used, and once all is, {type: "quota.reached", timestamp, data: {advertiserId, period, percent,',
      'limit, used, periodStartsAt, periodEndsAt}} is, once for each period and limit.',
      'recipientKey is the advertiser’s own pseudonym of the recipient, another than the key in this list.',
      'msisdn is the customer’s number, so that the advertiser can clean its own files; only an advertiser that texted it lately, or to which its owner came back, is told it.',
      'It is signed as Standard Webhooks (standardwebhooks.com) has it, with the advertiser’s own secret: headers webhook-id,',
      'webhook-timestamp and webhook-signature, which any of its libraries verifies.',
      'Any 2xx within 5 s is taken as delivered; redirects are not followed.',
      'Otherwise the call is repeated for 24 hours, so the same webhook-id may come twice,',
      'and calls may come out of order: compare `timestamp`.',
      'state: pending, held (the advertiser has no webhook secret), delivered, failed.',
    ].join(' '),
  })
  @LooksAtPersonalData()
  async list(@Query() { advertiserId, cursor, limit }: WebhookDeliveriesQuery) {
    const rows = await this.find.page(advertiserId, CURSOR.read(cursor), limit + 1);
    const page = CURSOR.page(rows, limit, ({ queuedAt, changeId }) => ({ at: queuedAt.getTime(), id: changeId }));
    return {
      ...page,
      items: page.items.map(({ nextAt, result, change, scope, source, recipientKey, data, ...item }) => ({
        id: deliveryIdOf(item.changeId, item.advertiserId),
        ...item,
        ...(change !== null && scope !== null && source !== null && { change, scope, source }),
        ...(recipientKey !== null && { recipientKey }),
        ...(data !== null && { data }),
        ...(result === null ? {} : { result }),
        ...(item.state === 'pending' ? { nextAttemptAt: nextAt } : {}),
      })),
    };
  }
}
