import { Inject, Injectable } from '@nestjs/common';
import { askService } from '@stopsms/http';
import { type Result, ok, refused } from '@stopsms/kernel';
import { z } from 'zod';
import type { OutcomeGroup } from './preflight-tally.rule';

export const COMPLIANCE_URL = Symbol('where compliance answers');

/** As many recipients as one question may have. */
export const MAX_RECIPIENTS = 1_000;
/** Room for the rest of a question below the megabyte that is read; a character takes 6 octets at most as JSON. */
export const MAX_TEXT_LENGTH = 100_000;
/** Longest campaign whose end is estimated. */
const WINDOWS = '60';

export interface PageQuestion {
  advertiserId: string;
  campaignId: string;
  category: string;
  mention?: string;
  whenCapped?: string;
  /** Epoch ms. */
  at: number;
  expiresAt?: number;
  texts: string[];
  recipients: { to: string; country: string; text: number }[];
  clearedBefore: number;
}

const instant = z.iso.datetime().transform((text) => Date.parse(text));
const pageAnswer = z.object({
  quotaLeft: z.int().optional(),
  groups: z.array(
    z.object({
      outcome: z.enum(['cleared', 'held', 'refused']),
      code: z.string().optional(),
      detail: z.string().optional(),
      ofText: z.boolean(),
      region: z.string(),
      timeZones: z.array(z.string()).optional(),
      until: instant.optional(),
      closesAt: instant.optional(),
      parts: z.int().optional(),
      count: z.int(),
    }),
  ),
});

export interface PageAnswer {
  groups: OutcomeGroup[];
  /** Messages that the advertiser may still send, including these and those before them; absent if there is no limit. */
  quotaLeft?: number | undefined;
}

const windows = z.object({ windows: z.array(z.object({ opensAt: instant, closesAt: instant })) });

export interface WindowsQuestion {
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

/** On whose behalf it is asked, and how long. */
export interface Asking {
  /** Credentials of the caller: compliance knows the same keys and shows each caller its own data. */
  authorization: string | undefined;
  signal?: AbortSignal | undefined;
}

const OTHER_FORM = 'gave an answer of another form: it may be of another release';

/** Asks compliance what it would decide. Nothing that is sent hangs on it: what is decided for real is decided from topics. */
@Injectable()
export class ComplianceClient {
  constructor(@Inject(COMPLIANCE_URL) private readonly url: string) {}

  /** @throws when `asking.signal` is aborted */
  async preflight(question: PageQuestion, asking: Asking): Promise<Result<PageAnswer, ComplianceAway>> {
    if (question.recipients.length === 0) return ok({ groups: [] });
    const answer = await this.ask('POST', '/v1/preflight', question, asking);
    if (!answer.ok) return answer;
    const read = pageAnswer.safeParse(answer.value);
    return read.success ? ok(read.data) : this.away(OTHER_FORM);
  }

  /** Windows in which adverts may be sent to a region. @throws when `asking.signal` is aborted */
  async sendWindows(
    { advertiserId, country, timeZones, from }: WindowsQuestion,
    asking: Asking,
  ): Promise<Result<{ opensAt: number; closesAt: number }[], ComplianceAway>> {
    const query = new URLSearchParams({ advertiserId, country, from: String(from), most: WINDOWS });
    if (timeZones) query.set('timeZones', timeZones.join(','));
    const answer = await this.ask('GET', `/v1/send-windows?${query}`, undefined, asking);
    if (!answer.ok) return answer;
    const read = windows.safeParse(answer.value);
    return read.success ? ok(read.data.windows) : this.away(OTHER_FORM);
  }

  private async ask(
    method: 'GET' | 'POST',
    path: string,
    body: object | undefined,
    { authorization, signal }: Asking,
  ): Promise<Result<unknown, ComplianceAway>> {
    const answer = await askService({ url: this.url, method, path, ...(body && { body }), authorization, signal });
    return answer.ok ? answer : this.away(answer.refusal.what, answer.refusal.retryAfter);
  }

  private away(what: string, retryAfter?: number): Result<never, ComplianceAway> {
    return refused({
      code: 'compliance-away',
      detail: `Compliance at ${new URL(this.url).origin} ${what}. Nothing was changed. Try again.`,
      ...(retryAfter !== undefined && { retryAfter }),
    });
  }
}
