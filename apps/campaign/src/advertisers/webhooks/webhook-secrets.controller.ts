import { Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedBy } from '@stopsms/access';
import { Problem, Refuses } from '@stopsms/http';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { type WebhookSecretRefusal, type WebhookSecretView, WebhookSecrets } from './webhook-secrets';
import { uuid } from '../../http-parts/request-fields';
import { NewWebhookSecretAnswer, WebhookSecretAnswer, WebhookSecretsAnswer } from './webhook-secrets.schema';

class AdvertiserPath extends createZodDto(z.object({ id: uuid('an advertiser id') })) {}
class SecretPath extends createZodDto(
  z.object({ id: uuid('an advertiser id'), secretId: uuid('a webhook secret id') }),
) {}

@ApiTags('advertisers')
@Controller('v1/advertisers/:id/webhook-secrets')
export class WebhookSecretsController {
  constructor(private readonly secrets: WebhookSecrets) {}

  @Post()
  @Permits('advertisers:manage')
  @Refuses('not-found', 'too-many-webhook-secrets', 'webhook-secrets-key-missing')
  @ZodResponse({ status: 201, type: NewWebhookSecretAnswer })
  @ApiOperation({
    summary: 'Creates a secret that signs the advertiser’s webhooks; `secret` is returned once',
    description:
      'Webhooks follow Standard Webhooks. They wait until a secret exists. To rotate it, create another: both sign until the receiver uses the new one and you retire the old one.',
  })
  async create(@Param() { id }: AdvertiserPath, @CallerOf() caller: Caller) {
    const created = await this.secrets.create(id, signedBy(caller, undefined));
    if (!created.ok) throw problemOf(created.refusal, id, '');
    return { ...created.value, ...stateOf(created.value) };
  }

  @Get()
  @Permits('advertisers:read', { in: 'params', field: 'id' })
  @ZodResponse({ status: 200, type: WebhookSecretsAnswer })
  @ApiOperation({ summary: 'Webhook secrets of an advertiser, including retired ones, without the secrets themselves' })
  async list(@Param() { id }: AdvertiserPath) {
    return { items: (await this.secrets.list(id)).map((each) => ({ ...each, ...stateOf(each) })) };
  }

  @Delete(':secretId')
  @Permits('advertisers:manage')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: WebhookSecretAnswer })
  @ApiOperation({ summary: 'Retires a webhook secret; nothing is signed with it after one second, and it is deleted' })
  async retire(@Param() { id, secretId }: SecretPath, @CallerOf() caller: Caller) {
    const retired = await this.secrets.retire(id, secretId, signedBy(caller, undefined));
    if (!retired.ok) throw problemOf(retired.refusal, id, secretId);
    return { ...retired.value, ...stateOf(retired.value) };
  }
}

const stateOf = ({ retiredAt }: WebhookSecretView): { state: 'valid' | 'retired' } => ({
  state: retiredAt ? 'retired' : 'valid',
});

function problemOf({ code }: WebhookSecretRefusal, id: string, secretId: string): Problem {
  switch (code) {
    case 'advertiser-unknown':
      return Problem.notFound('advertiser', id);
    case 'secret-unknown':
      return Problem.notFound('webhook secret', secretId);
    case 'too-many-webhook-secrets':
      return new Problem(
        code,
        'This advertiser already has two webhook secrets. Retire the one that the receiver no longer uses.',
      );
    case 'webhook-secrets-key-missing':
      return new Problem(
        code,
        'WEBHOOK_SECRETS_KEY is not set, so secrets cannot be stored. Set it and restart the service.',
      );
  }
}
