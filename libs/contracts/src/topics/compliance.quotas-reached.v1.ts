import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, OneOf, Uuid } from '../fields';

// Published once for each period, threshold and limit, so that the advertiser is warned before messages are refused, and of a stolen
// key while it is used.
export const quotasReached = defineTopic({
  name: 'compliance.quotas-reached.v1',
  description: 'An advertiser has used part of a quota, or all of it.',
  key: { description: 'advertiser id' },
  value: Type.Object({
    reachedId: Uuid('the same threshold of the same limit in the same period has the same id'),
    advertiserId: AdvertiserId,
    period: OneOf('day', 'month'),
    percent: Type.Integer({ minimum: 1, maximum: 100, description: 'threshold: 80, or 100 when the quota is used up' }),
    limit: Type.Integer({ minimum: 0, description: 'maximum number of messages in the period' }),
    used: Type.Integer({ minimum: 0, description: 'messages cleared so far' }),
    periodStartsAt: Instant('midnight'),
    periodEndsAt: Instant('from when on messages are counted anew'),
    at: Instant('reached'),
  }),
  cleanup: days(30),
});
export type QuotaReached = ValueOf<typeof quotasReached>;
