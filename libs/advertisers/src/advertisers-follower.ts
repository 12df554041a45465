import { Controller, Inject } from '@nestjs/common';
import { advertisers } from '@stopsms/contracts';
import { Follows, type MessageOf } from '@stopsms/messaging';
import { AdvertiserDirectory } from './advertiser-directory';

/** Handler of campaign.advertisers.v1, the same in every service. */
@Controller()
export class AdvertisersFollower {
  constructor(@Inject(AdvertiserDirectory) private readonly directory: AdvertiserDirectory) {}

  @Follows(advertisers)
  async handle(messages: MessageOf<typeof advertisers>[]): Promise<void> {
    for (const { key, value } of messages) this.directory.put(key, value);
  }
}
