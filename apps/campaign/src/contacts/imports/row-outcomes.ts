import type { ConsentLack, ReadConsent } from './consents/read-consent.rule';

/** Result of a row: `adverts`: imported with a provable consent; `no-adverts`: imported without; `not-imported`: refused. */
type Outcome = 'adverts' | 'no-adverts' | 'not-imported';

interface RowOutcome {
  row: number;
  /** Masked. */
  number: string;
  outcome: Outcome;
  /** Absent with `adverts`. */
  code?: string;
  reason?: string;
}

/** Rows of a file that an answer describes one by one; blank ones count. */
const FIRST_ROWS = 50;

/** Contacts by what is there of their consent; one that lacks several parts is counted under each. */
export interface ConsentCounts {
  complete: number;
  withoutDate: number;
  withoutSource: number;
  withoutWording: number;
  notGiven: number;
  /** Rows that claim no consent. */
  none: number;
}

const COUNT_OF: Record<ConsentLack, keyof ConsentCounts> = {
  ...{ date: 'withoutDate', source: 'withoutSource', wording: 'withoutWording', agreement: 'notGiven' },
};

export const noConsents = (): ConsentCounts => ({
  ...{ complete: 0, withoutDate: 0, withoutSource: 0, withoutWording: 0, notGiven: 0, none: 0 },
});

/** Adds contacts whose consents lack the same. */
export function countLacks(counts: ConsentCounts, lacks: readonly ConsentLack[], contacts = 1): void {
  for (const lack of lacks) counts[COUNT_OF[lack]] += contacts;
}

/** Consents that adverts can count on, row by row for the first rows and in total, in constant memory. */
export class RowOutcomes {
  private readonly totals: Record<Outcome, number> = { adverts: 0, 'no-adverts': 0, 'not-imported': 0 };
  private readonly reasons = new Map<string, number>();
  private readonly first: RowOutcome[] = [];
  private readonly consents = noConsents();

  /** @param number - masked */
  record({ code, ...of }: RowOutcome): void {
    this.totals[of.outcome] += 1;
    if (code !== undefined) this.reasons.set(code, (this.reasons.get(code) ?? 0) + 1);
    if (of.row <= FIRST_ROWS) this.first.push({ ...of, ...(code !== undefined && { code }) });
  }

  /** Counts the consent of a contact that is imported. */
  count(consent: ReadConsent): void {
    if (!consent.ok) countLacks(this.consents, consent.refusal.lacks);
    else if (consent.value) this.consents.complete += 1;
    else this.consents.none += 1;
  }

  add(more: RowOutcomes): void {
    for (const outcome of Object.keys(this.totals) as Outcome[]) this.totals[outcome] += more.totals[outcome];
    for (const [code, count] of more.reasons) this.reasons.set(code, (this.reasons.get(code) ?? 0) + count);
    for (const part of Object.keys(this.consents) as (keyof ConsentCounts)[])
      this.consents[part] += more.consents[part];
    this.first.push(...more.first);
  }

  answer() {
    const { adverts, 'no-adverts': noAdverts, 'not-imported': notImported } = this.totals;
    return {
      outcomes: { adverts, noAdverts, notImported },
      reasons: [...this.reasons].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count),
      consents: this.consents,
      firstRows: this.first.sort((a, b) => a.row - b.row),
    };
  }
}
