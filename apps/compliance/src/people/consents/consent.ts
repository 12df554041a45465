/** Legal bases of adverts to a person; each country accepts some of them (docs/law/consent.md#bases). */
export const BASES = ['consent', 'soft_opt_in', 'inquiry', 'b2b', 'charity_li'] as const;
export type Basis = (typeof BASES)[number];

export interface Consent {
  consentId: string;
  recipientKey: string;
  advertiserId: string;
  basis: Basis;
  /** Epoch ms of the person's own act. */
  grantedAt: number;
  source: string;
  wording: string;
  collectedBy: string;
  /** Reported as an act of the person and no import: it counts after a withdrawal. Only a START lifts an opt-out. */
  ownAct: boolean;
  /** Other evidence: form, language, how the number was verified; for a START the reply. */
  evidence: Record<string, string>;
}
