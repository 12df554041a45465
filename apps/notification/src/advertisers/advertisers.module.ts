import { Module } from '@nestjs/common';
import { CurrentAdvertisers } from './current-advertisers';

@Module({
  providers: [CurrentAdvertisers],
  exports: [CurrentAdvertisers],
})
export class AdvertisersModule {}
