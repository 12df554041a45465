import { Injectable } from '@nestjs/common';
import type { Advertiser, SmsRequested } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { foreseeCaps } from '../../limits/caps/enforce-caps';
import { ConsentsRead } from '../../people/consents/consents-read';
import type { Candidate } from '../../rules/message';
import { FindQuotas } from '../../limits/quotas/find-quotas';
import type { QuotaPeriod } from '../../limits/quotas/quota-period';
import { ABOUT_TEXT, decide, decideOrRefuse, firstVeto } from '../core/decide';
import type { Decision, Facts } from '../core/facts';
import { GatherFacts } from '../gathering/gather-facts';
import { type OutcomeGroup, tallyOutcomes } from './tally-outcomes';
import { countryClosed, noRules } from '../core/vetoes';

/** Time to wait for consents, the same as for a batch of real messages (`decide-requests.ts`). */
const CONSENT_PATIENCE_MS = 2_000;
/** ID of no message: queried texts are never stored, so that no ID is used up. */
const NO_MESSAGE = '00000000-0000-4000-8000-000000000000';
const OF_EVERYBODY = [noRules, countryClosed, ...ABOUT_TEXT];

/** Message and recipients of a preflight. */
interface PreflightQuestion extends Pick<
  SmsRequested,
  'category' | 'mention' | 'whenCapped' | 'expiresAt' | 'campaignId'
> {
  texts: readonly string[];
  /** `text` is the index in `texts`. */
  recipients: readonly { to: string; country?: string | undefined; text: number }[];
  /** Epoch ms at which it would be sent. */
  at: number;
  /** Messages of the same request that would be sent before these. */
  clearedBefore: number;
}

/** Recipients whose facts the caller may see: everybody, or those acquainted with the advertiser. */
type Audience = 'everybody' | 'acquaintances';

interface PreflightOutcome {
  groups: OutcomeGroup[];
  /** Messages that the advertiser may still send now, those of the question included; absent without a quota. */
  quotaLeft?: number;
  /** Number of people who had nothing to do with the advertiser and gave it no consent; 0 for an audience of everybody. */
  strangers: number;
}

type Limited = QuotaPeriod & { limit: number; left: number };

/**
 * Foretells the decisions on messages to many recipients, by the facts and the function that decide real ones. Writes nothing
 * and waits for no lock.
 */
@Injectable()
export class Preflight {
  constructor(
    private readonly gather: GatherFacts,
    private readonly consents: ConsentsRead,
    private readonly quotas: FindQuotas,
    private readonly database: Database,
  ) {}

  async execute(question: PreflightQuestion, account: Advertiser, audience: Audience): Promise<PreflightOutcome> {
    const { campaignId } = question;
    const areRead =
      campaignId === undefined
        ? () => this.consents.now(CONSENT_PATIENCE_MS)
        : await this.consents.lately(`${account.id} ${campaignId}`, CONSENT_PATIENCE_MS);
    const isLimited = audience === 'acquaintances';
    const found = await this.gather.execute(candidatesOf(question, account.id), question.at, areRead, isLimited);
    const facts = isLimited ? found.map(withoutHidden) : found;
    const capped = await this.withCaps(facts.map(decideOrRefuse));
    const limited = await this.limitsOf(account, question.at);
    const decisions = withQuotas(capped, limited, question.clearedBefore);
    const groups = tallyOutcomes(decisions, (facts) => firstVeto(facts, OF_EVERYBODY) !== undefined);
    return {
      groups,
      strangers: found.filter(({ consentStatus }) => consentStatus?.isStranger).length,
      ...(limited.length > 0 && { quotaLeft: Math.max(0, Math.min(...limited.map(({ left }) => left))) }),
    };
  }

  /** Real messages reserve under a lock; this reads what is free now. */
  private async withCaps(decisions: Decision[]): Promise<Decision[]> {
    const over = await foreseeCaps(this.database, decisions);
    return decisions.map((decision) => {
      const capped = over.get(decision);
      return capped ? decide({ ...decision, ...capped }) : decision;
    });
  }

  private async limitsOf(account: Advertiser, at: number): Promise<Limited[]> {
    const quotas = Object.values(await this.quotas.execute(account, at));
    return quotas.flatMap(({ limit, used, ...period }) =>
      limit === undefined ? [] : [{ ...period, limit, left: limit - used }],
    );
  }
}

/** Facts without those about people whom the advertiser does not know. */
function withoutHidden({ consentStatus, ...facts }: Facts): Facts {
  const { hidden: _, ...shown } = consentStatus ?? {};
  return consentStatus ? { ...facts, consentStatus: shown } : facts;
}

/** Real messages take of the quota under a lock; here it is what was left at this moment. */
function withQuotas(decisions: Decision[], limited: readonly Limited[], clearedBefore: number): Decision[] {
  let cleared = clearedBefore;
  return decisions.map((decision) => {
    if (decision.outcome.verdict !== 'cleared') return decision;
    const full = limited.find(({ left }) => left <= cleared);
    if (full) return decide({ ...(decision as Facts), usedUp: full });
    cleared += 1;
    return decision;
  });
}

function candidatesOf({ texts, recipients, ...shared }: PreflightQuestion, advertiserId: string): Candidate[] {
  const { category, mention, whenCapped, expiresAt, campaignId } = shared;
  return recipients.map(({ to, country, text }) => ({
    request: {
      id: NO_MESSAGE,
      advertiserId,
      category,
      to,
      text: texts[text] ?? '',
      ...(country !== undefined && { country }),
      ...(mention !== undefined && { mention }),
      ...(whenCapped !== undefined && { whenCapped }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(campaignId !== undefined && { campaignId }),
    },
    attempt: 1,
    traceparent: '',
    onlyAsked: true,
  }));
}
