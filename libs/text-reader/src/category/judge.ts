import type { Categorised, Category } from './categorise';
import { ASK_FROM, REFUSE_FROM } from './signals';

export type Verdict = 'accept' | 'review' | 'refuse';

export interface CategoryReason {
  code: 'CATEGORY_DOUBTFUL' | 'CATEGORY_PROMOTIONAL' | 'CATEGORY_TOO_LOOSE';
  detail: string;
}

/**
 * Weighs what a customer declared against what the text is. A stricter class than needed is accepted, a looser one is
 * refused; when what decides is not in the text, a person must look.
 * @param askFrom - certainty from which on a person is asked; what is known of the advertiser may move it, see `trust`
 */
export function judge(
  declared: Category,
  { found, score, signals, mayBeService }: Categorised,
  askFrom = ASK_FROM,
): { verdict: Verdict; reasons: CategoryReason[] } {
  if (declared === 'marketing') return { verdict: 'accept', reasons: [] };
  const evidence = signals
    .filter(({ weight }) => weight > 0)
    .map(({ code, evidence: words }) => (words ? `${code} "${words}"` : code))
    .join(', ');
  if (score >= REFUSE_FROM) {
    const detail = `Declared ${declared}, but it sells (certain to ${score} %: ${evidence}). Declare it marketing, or take out what sells.`;
    return { verdict: 'refuse', reasons: [{ code: 'CATEGORY_PROMOTIONAL', detail }] };
  }
  if (declared === 'service' && found === 'informative' && mayBeService) {
    const detail = `Declared ${declared}, but it may only inform: it has no clear one-time code, security notice, recall or answer to STOP. Declare it informative, or have it reviewed.`;
    return { verdict: 'review', reasons: [{ code: 'CATEGORY_DOUBTFUL', detail }] };
  }
  if (declared === 'service' && found !== 'service') {
    const detail = `Declared ${declared}, but it is ${found}: no one-time code, security notice, recall or answer to STOP. Declare it ${found}.`;
    return { verdict: 'refuse', reasons: [{ code: 'CATEGORY_TOO_LOOSE', detail }] };
  }
  if (score < askFrom) return { verdict: 'accept', reasons: [] };
  const detail = `Declared ${declared}, but it may sell (certain to ${score} %: ${evidence}). Name the order, appointment or contract it is about, declare it marketing, or have it reviewed.`;
  return { verdict: 'review', reasons: [{ code: 'CATEGORY_DOUBTFUL', detail }] };
}
