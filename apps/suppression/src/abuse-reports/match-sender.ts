import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory, sendersOf } from '@stopsms/advertisers';
import { type Result, ok, refused } from '@stopsms/kernel';

export type SenderRefusal = { code: 'SENDER_UNKNOWN' | 'SENDER_SHARED' };

/** Finds the advertiser of a sender that a person saw: a name or a code, in any case. A code of several advertisers matches none. */
@Injectable()
export class MatchSender {
  constructor(private readonly directory: AdvertiserDirectory) {}

  /** Waits for every advertiser created before now. */
  async catchUp(): Promise<void> {
    await this.directory.catchUp();
  }

  advertiserOf(sender: string): Result<string, SenderRefusal> {
    const seen = sender.toLowerCase();
    const [first, ...others] = this.directory
      .all()
      .filter((each) => sendersOf(each).some((own) => own.toLowerCase() === seen));
    if (!first) return refused({ code: 'SENDER_UNKNOWN' });
    return others.length > 0 ? refused({ code: 'SENDER_SHARED' }) : ok(first.id);
  }
}
