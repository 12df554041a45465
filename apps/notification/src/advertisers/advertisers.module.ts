import { Module } from '@nestjs/common';
import { KnownAdvertisers } from './known-advertisers';

@Module({
  providers: [KnownAdvertisers],
  exports: [KnownAdvertisers],
})
export class AdvertisersModule {}
