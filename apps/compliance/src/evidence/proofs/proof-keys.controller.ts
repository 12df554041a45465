import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { ZodResponse } from 'nestjs-zod';
import { ProofKeys } from '../sealing/signing/proof-keys';
import { ProofKeysAnswer } from './proof.schema';

@ApiTags('proof')
@Controller('v1/proof-keys')
export class ProofKeysController {
  constructor(private readonly keys: ProofKeys) {}

  @Get()
  @Permits('rules:read', 'anybody')
  @ZodResponse({ status: 200, type: ProofKeysAnswer })
  @ApiOperation({
    summary: 'Public keys that sign proofs and their heads, including earlier ones',
    description:
      'Give the keys to recipients of proofs through another channel than the proofs. `verify-proof --keys` refuses signatures that no key of the list made during its validity.',
  })
  async list() {
    return { items: await this.keys.list() };
  }
}
