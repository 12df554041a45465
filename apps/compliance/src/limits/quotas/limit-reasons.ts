import type { Advertiser } from '@stopsms/contracts';
import type { QuotaPeriod } from './quota-period';
import type { DecisionReason } from '../../rules/reasons/decision-reasons';

const CHANGE = 'an operator of the platform changes it by PATCH /v1/advertisers/:id of campaign';

export const countryNotAllowed = ({ name }: Advertiser, region: string): DecisionReason => ({
  code: 'COUNTRY_NOT_ALLOWED',
  detail: `${name} may not write to numbers of ${region}: it is not among its countries (GET /v1/advertisers/:id/quotas of compliance); ${CHANGE}. Then ask again with a new message id.`,
});

export const quotaExceeded = (
  { name }: Advertiser,
  limit: number,
  { period, startsOn, endsAt }: QuotaPeriod,
): DecisionReason => ({
  code: 'QUOTA_EXCEEDED',
  detail: `${name} may send ${limit.toLocaleString('en')} messages ${WHEN[period](startsOn)} (UTC), and no more are left. Ask again from ${new Date(endsAt).toISOString()} on with a new message id, or ask for more: ${CHANGE}.`,
});

const WHEN = {
  day: (startsOn: string) => `on ${startsOn}`,
  month: (startsOn: string) => `in ${startsOn.slice(0, 'YYYY-MM'.length)}`,
};
