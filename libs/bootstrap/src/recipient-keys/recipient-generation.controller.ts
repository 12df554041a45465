import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedByNeeded } from '@stopsms/access';
import { Problem, answer, bodyDto, nameField } from '@stopsms/http';
import { RecipientKeys, maskNumbers } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { ChangeRecipientKeys } from './change-recipient-keys';

const LAST = 15;

class GenerationAsked extends bodyDto(
  z.object({
    generation: z.int().min(0).max(LAST).describe('Requested generation of the recipient keys.'),
    by: nameField(100)
      .optional()
      .describe(
        'Name of the person who requests the change. With an API key or a signed-in person, that name is recorded instead.',
      ),
  }),
  { generation: 1, by: 'anne' },
) {}

class GenerationAnswer extends answer(
  z.strictObject({
    generation: z.int().describe('Generation of the recipient keys that this service makes and stores.'),
    newest: z.int().describe('Newest generation that the configured secrets allow.'),
    canary: z
      .string()
      .describe('Digest of the secrets, equal for two services if and only if their secrets are equal.'),
  }),
  { generation: 0, newest: 1, canary: 'b2kD8mJ7yH5rTgnq3VwX0Q' },
) {}

@ApiTags('recipient keys')
@Controller('v1/recipient-generation')
export class RecipientGenerationController {
  constructor(
    private readonly keys: RecipientKeys,
    private readonly change: ChangeRecipientKeys,
  ) {}

  @Get()
  @Permits('platform:read')
  @ZodResponse({ status: 200, type: GenerationAnswer })
  @ApiOperation({
    summary: 'Generation of this service’s recipient keys: the position of their secret in the chain',
  })
  read() {
    const { generation, newest } = this.keys;
    return { generation, newest, canary: this.keys.canaryOf(newest) };
  }

  @Post()
  @Permits('platform:operate')
  @ZodResponse({ status: 202, type: GenerationAnswer })
  @ApiOperation({
    summary: 'Changes the recipient keys of this service to those of the next secret',
    description:
      'Change one service after another; `npx stopsms change-secret` does it in the right order (docs/recovery.md). Idempotent: repeat the request until `generation` is the requested one. A republication of the opt-outs in progress ends before the change begins.',
  })
  async begin(@Body() { generation, by: says }: GenerationAsked, @CallerOf() caller: Caller) {
    const by = maskNumbers(signedByNeeded(caller, says));
    const { newest } = this.keys;
    if (generation > newest) {
      const detail = `generation: this service has the secrets up to ${newest}. Add the next one to STOPSMS_RECIPIENT_SECRET and start it again.`;
      throw Problem.ofField('invalid-request', 'body', 'generation', detail);
    }
    if (generation > this.keys.generation) await this.change.begin(generation, by);
    return this.read();
  }
}
