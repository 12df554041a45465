import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { Advertiser } from '@stopsms/contracts';
import { Problem } from '@stopsms/http';

/** Advertisers that requests name. */
@Injectable()
export class Accounts {
  constructor(private readonly directory: AdvertiserDirectory) {}

  /** Also one that was made a moment ago. @throws Problem when there is none */
  async find(id: string): Promise<Advertiser> {
    if (!this.directory.get(id)) await this.directory.catchUp();
    const account = this.directory.get(id);
    if (!account) throw Problem.notFound('advertiser', id);
    return account;
  }
}
