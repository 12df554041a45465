import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedBy } from '@stopsms/access';
import { KEY_SCOPES } from '@stopsms/contracts';
import { Problem, Refuses, bodyDto, nameField } from '@stopsms/http';
import { Clock, isNetwork } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { AdvertiserKeys, type KeyRefusal, type KeyView, MAX_KEYS } from './advertiser-keys';
import { instant, uuid } from '../../http-parts/request-fields';
import { KeyAnswer, KeysAnswer, NewKeyAnswer } from '../advertisers.schema';

/** A company has a handful of ways out. */
const MAX_ADDRESSES = 50;

class NewKeyDto extends bodyDto(
  z.strictObject({
    name: nameField(60).describe('Name of the system of the advertiser that uses the key.'),
    expiresAt: instant
      .optional()
      .describe('Time from which the key is no longer accepted. If absent, the key does not expire.'),
    scopes: z
      .array(z.enum(KEY_SCOPES))
      .min(1)
      .max(KEY_SCOPES.length)
      .transform((scopes) => [...new Set(scopes)])
      .optional()
      .describe(
        'Permissions of the key (docs/security.md). If absent, the key has all permissions of an advertiser’s key.',
      ),
    addresses: z
      .array(z.string().max(49).refine(isNetwork, 'must be an IPv4 or IPv6 address, or a network such as 192.0.2.0/24'))
      .min(1)
      .max(MAX_ADDRESSES)
      .optional()
      .describe(
        'IP addresses and networks (CIDR) from which the key is accepted. If absent, it is accepted from any address.',
      ),
  }),
  { name: 'shop', expiresAt: '2027-11-25T10:00:00Z', scopes: ['send', 'contacts'], addresses: ['192.0.2.0/24'] },
) {}
class AdvertiserPath extends createZodDto(z.object({ id: uuid('an advertiser id') })) {}
class KeyPath extends createZodDto(z.object({ id: uuid('an advertiser id'), keyId: uuid('a key id') })) {}

@ApiTags('advertisers')
@Controller('v1/advertisers/:id/keys')
export class AdvertiserKeysController {
  constructor(
    private readonly keys: AdvertiserKeys,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permits('advertisers:manage')
  @Refuses('not-found', 'too-many-keys')
  @ZodResponse({ status: 201, type: NewKeyAnswer })
  @ApiOperation({
    summary: 'Creates an API key that acts for this advertiser only; `key` is returned once',
    description:
      'Every service accepts the key immediately while Kafka is available. To rotate a key, create another, switch to it, and revoke the first.',
  })
  async create(@Param() { id }: AdvertiserPath, @Body() { expiresAt, ...asks }: NewKeyDto, @CallerOf() caller: Caller) {
    if (expiresAt !== undefined && expiresAt <= this.clock.now()) {
      throw Problem.ofField('invalid-request', 'body', 'expiresAt', 'expiresAt must be in the future.');
    }
    const created = await this.keys.create(id, {
      ...{ name: asks.name, scopes: asks.scopes, addresses: asks.addresses },
      ...{ expiresAt, by: signedBy(caller, undefined) },
    });
    if (!created.ok) throw problemOf(created.refusal, id, '');
    return { ...created.value, ...stateOf(created.value, this.clock.now()) };
  }

  @Get()
  @Permits('advertisers:read', { in: 'params', field: 'id' })
  @ZodResponse({ status: 200, type: KeysAnswer })
  @ApiOperation({ summary: 'API keys of an advertiser, including revoked ones, without the keys themselves' })
  async list(@Param() { id }: AdvertiserPath) {
    const now = this.clock.now();
    return { items: (await this.keys.list(id)).map((key) => ({ ...key, ...stateOf(key, now) })) };
  }

  @Delete(':keyId')
  @Permits('advertisers:manage')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: KeyAnswer })
  @ApiOperation({ summary: 'Revokes an API key; no service accepts it after one second' })
  async revoke(@Param() { id, keyId }: KeyPath, @CallerOf() caller: Caller) {
    const revoked = await this.keys.revoke(id, keyId, signedBy(caller, undefined));
    if (!revoked.ok) throw problemOf(revoked.refusal, id, keyId);
    return { ...revoked.value, ...stateOf(revoked.value, this.clock.now()) };
  }
}

function stateOf({ revokedAt, expiresAt }: KeyView, now: number): { state: 'valid' | 'expired' | 'revoked' } {
  if (revokedAt) return { state: 'revoked' };
  return { state: expiresAt && expiresAt.getTime() <= now ? 'expired' : 'valid' };
}

function problemOf({ code }: KeyRefusal, id: string, keyId: string): Problem {
  if (code === 'advertiser-unknown') return Problem.notFound('advertiser', id);
  if (code === 'key-unknown') return Problem.notFound('key', keyId);
  return new Problem(code, `This advertiser has ${MAX_KEYS} active keys. Revoke one that is no longer used.`);
}
