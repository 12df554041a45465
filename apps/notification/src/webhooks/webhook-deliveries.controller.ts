import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Refuses, cursorField, pageLimit } from '@stopsms/http';
import { Database } from '@stopsms/persistence';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { deliveryIdOf } from './webhook-delivery';
import { CURSOR } from '../page-cursor';
import { WebhookDeliveriesAnswer } from './webhook-deliveries.schema';
import { WEBHOOK_DELIVERIES_SQL } from './webhook-deliveries.store';

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
  constructor(private readonly database: Database) {}

  @Get()
  @Permits('platform:read')
  @Refuses('invalid-cursor')
  @ZodResponse({ status: 200, type: WebhookDeliveriesAnswer })
  @ApiOperation({
    summary: 'List webhook deliveries of an advertiser, latest first',
    description: [
      'Each opt-out change that concerns an advertiser with a webhookUrl is sent to it by POST, as JSON:',
      '{type: "opt-out.changed", timestamp, data: {change, advertiserId, scope, recipientKey, msisdn?, source}}.',
      'When 80 percent of a quota are used, and when all of it is, the call is {type: "quota.reached", timestamp, data: {advertiserId,',
      'period, percent, limit, used, periodStartsAt, periodEndsAt}}, once for each period and limit.',
      'recipientKey is the advertiser’s own pseudonym of the recipient; it differs from the key in this list.',
      'msisdn is the customer’s number, so that the advertiser can update its own files. It is sent only to an advertiser that texted the number lately, or to which its owner came back.',
      'Each call is signed as Standard Webhooks (standardwebhooks.com) specifies, with the advertiser’s own secret: headers webhook-id,',
      'webhook-timestamp and webhook-signature, which any of its libraries verifies.',
      'A 2xx within 5 s means delivered; redirects are not followed.',
      'Otherwise the call is retried for 24 hours. The same webhook-id may arrive twice,',
      'and calls may arrive out of order: compare `timestamp`.',
      'state: pending, held (the advertiser has no webhook secret), delivered, failed.',
    ].join(' '),
  })
  @LooksAtPersonalData()
  async list(@Query() { advertiserId, cursor, limit }: WebhookDeliveriesQuery) {
    const after = CURSOR.read(cursor);
    const params = [advertiserId, after?.at ?? null, after?.id ?? null, limit + 1] as const;
    const rows = await this.database.query(WEBHOOK_DELIVERIES_SQL.page, params);
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
