import { Inject, Injectable } from '@nestjs/common';
import type { Schemas, Services } from '@stopsms/clients';
import { type Caller, answerOf, isListWith, serviceClient } from '@stopsms/http';
import { type Result, ok, refused } from '@stopsms/kernel';
import type { OutcomeGroup } from './preflight-tally.rule';

export const COMPLIANCE_URL = Symbol('where compliance answers');

/** Maximum of recipients per request. */
export const MAX_RECIPIENTS = 1_000;
/** Maximum of characters per request: at 6 octets each in JSON at most, the rest fits below the limit of 1 MB. */
export const MAX_TEXT_LENGTH = 100_000;
/** Longest campaign whose end is estimated. */
const WINDOWS = 60;

export type PageQuestion = Schemas['compliance']['PreflightBody'];

export interface PageAnswer {
  groups: OutcomeGroup[];
  /** Messages that the advertiser may still send, including these and those before them; absent if there is no limit. */
  quotaLeft?: number | undefined;
}

interface WindowsQuestion {
  advertiserId: string;
  country: string;
  timeZones: string[] | undefined;
  /** Epoch ms. */
  from: number;
}

export interface ComplianceAway {
  code: 'compliance-away';
  detail: string;
  /** Seconds after which to try again, where the caller asks about too many people. */
  retryAfter?: number;
}

const OUTCOMES = new Set<string>(['cleared', 'held', 'refused'] satisfies OutcomeGroup['outcome'][]);
/** A group of another form would be taken for recipients whom the text reaches. */
const arePreflighted = ({ groups }: Schemas['compliance']['PreflightAnswer']): boolean =>
  isListWith(groups, 'outcome', 'ofText', 'region', 'count') && groups.every(({ outcome }) => OUTCOMES.has(outcome));

/** Requests forecasts from compliance. Sending does not depend on it: real decisions are made from topics. */
@Injectable()
export class ComplianceClient {
  constructor(@Inject(COMPLIANCE_URL) private readonly url: string) {}

  /** @throws when the signal of `caller` is aborted */
  async preflight(question: PageQuestion, caller: Caller): Promise<Result<PageAnswer, ComplianceAway>> {
    if (question.recipients.length === 0) return ok({ groups: [] });
    const call = this.client(caller).POST('/v1/preflight', { body: question });
    const answer = await answerOf(call, arePreflighted, caller.signal);
    if (!answer.ok) return this.away(answer.refusal);
    const { groups, quotaLeft } = answer.value;
    return ok({ quotaLeft, groups: groups.map(inEpochMs) });
  }

  /** Windows in which adverts may be sent to a region. @throws when the signal of `caller` is aborted */
  async sendWindows(
    { timeZones, ...question }: WindowsQuestion,
    caller: Caller,
  ): Promise<Result<{ opensAt: number; closesAt: number }[], ComplianceAway>> {
    const query = { ...question, most: WINDOWS, ...(timeZones && { timeZones: timeZones.join(',') }) };
    const call = this.client(caller).GET('/v1/send-windows', { params: { query } });
    const answer = await answerOf(call, ({ windows }) => isListWith(windows, 'opensAt', 'closesAt'), caller.signal);
    if (!answer.ok) return this.away(answer.refusal);
    return ok(
      answer.value.windows.map(({ opensAt, closesAt }) => ({
        opensAt: Date.parse(opensAt),
        closesAt: Date.parse(closesAt),
      })),
    );
  }

  private client(caller: Caller) {
    return serviceClient<Services['compliance']>(this.url, caller);
  }

  private away({ what, retryAfter }: { what: string; retryAfter?: number }): Result<never, ComplianceAway> {
    return refused({
      code: 'compliance-away',
      detail: `Compliance at ${new URL(this.url).origin} ${what}. Nothing was changed. Try again.`,
      ...(retryAfter !== undefined && { retryAfter }),
    });
  }
}

const inEpochMs = ({
  until,
  closesAt,
  ...group
}: Schemas['compliance']['PreflightAnswer']['groups'][number]): OutcomeGroup => ({
  ...group,
  ...(until !== undefined && { until: Date.parse(until) }),
  ...(closesAt !== undefined && { closesAt: Date.parse(closesAt) }),
});
