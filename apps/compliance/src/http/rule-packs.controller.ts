import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { LoadedPacks } from '../adapters/load-rule-packs';
import { packName } from '../domain/packs/rule-pack';

@ApiTags('rule packs')
@Controller('v1/rule-packs')
export class RulePacksController {
  constructor(private readonly packs: LoadedPacks) {}

  @Get()
  @ApiOperation({ summary: 'The dated rule packs that decide, with the hashes that proofs name' })
  list() {
    const items = this.packs.all.map((pack) => ({
      id: packName(pack),
      hash: pack.hash,
      status: pack.status,
      validFrom: new Date(pack.validFrom).toISOString(),
      validTo: pack.validTo === Infinity ? null : new Date(pack.validTo).toISOString(),
      regions: Object.keys(pack.regions),
      sources: pack.sources,
    }));
    return { items };
  }
}
