import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { Begun } from '@stopsms/contracts';
import { OperatorLink } from '../operator/operator-link';
import type { Dispatchable } from './dispatchable';

const SHORT_CODE = /^\d{3,6}$/;

/** Identity of a message, as in its journal and each of its statuses. */
type About = Omit<Begun, 'event' | 'submission' | 'unsubscribe' | 'view' | 'textDigest' | 'at'>;

@Injectable()
export class AboutMessage {
  constructor(
    private readonly operator: OperatorLink,
    private readonly directory: AdvertiserDirectory,
  ) {}

  of(message: Dispatchable): About {
    const { messageId, advertiserId, campaignId, recipientKey, lane, attempt, sender } = message;
    const replyCode = SHORT_CODE.test(sender)
      ? sender
      : advertiserId
        ? this.directory.get(advertiserId)?.shortCode
        : undefined;
    const provider = this.operator.providerOf(message);
    const about: About = { messageId, advertiserId, recipientKey, lane, attempt, sender, provider };
    if (campaignId !== undefined) about.campaignId = campaignId;
    if (replyCode !== undefined) about.replyCode = replyCode;
    return about;
  }
}
