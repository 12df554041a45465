import type { RulePacks } from '../../rules/packs/rule-packs';
import { packName } from '../../rules/packs/rule-pack';
import { type Trust, type TrustFigures, trustOf } from '../../limits/trust/trust-of';
import { type ChosenHours, everOpens, windowAt } from '../../rules/hours/window-at';
import { type TextAssessment, assessText } from '../../rules/text/assess-text';
import type { TextRequest } from '../../rules/text/check-request';

export type CheckedText = Omit<TextAssessment, 'text' | 'form'> & {
  /** Trust of the advertiser under the pack; null for an advert, without an advertiser, and where no pack is in force. */
  trust: Trust | null;
  /** Open if adverts may leave at `at`. Informative and service texts have no window; hours that never open have no next opening. */
  window: { open: boolean; nextOpening: number | null };
  /** `FR@2026.1` and its hash, null when no pack is in force. */
  pack: { name: string; hash: string } | null;
};

/** `at` in epoch ms; `chosen` are the advertiser's own hours. */
type CheckRequest = TextRequest & {
  at: number;
  chosen?: ChosenHours | undefined;
  /** Figures of the advertiser; absent if there are none. */
  figures?: TrustFigures | undefined;
};

/**
 * Says what would happen to a text sent at `at`, and why. Sends nothing; looks at no consent and no opt-out.
 */
export function checkText(request: CheckRequest, packs: RulePacks): CheckedText {
  const pack = packs.inForce(request.region, request.at);
  const { figures } = request;
  const trust = pack && figures && request.category !== 'marketing' ? trustOf(pack.review, figures, request.at) : null;
  const { text: _text, form: _form, ...assessed } = assessText({ ...request, askFrom: trust?.askFrom }, pack);
  return {
    ...assessed,
    trust,
    window: windowOf(request, pack),
    pack: pack ? { name: packName(pack), hash: pack.hash } : null,
  };
}

function windowOf(
  { category, region, at, chosen }: CheckRequest,
  pack: ReturnType<RulePacks['inForce']>,
): CheckedText['window'] {
  if (category !== 'marketing') return { open: true, nextOpening: null };
  if (!pack) return { open: false, nextOpening: null };
  if (chosen && !everOpens(pack, region, at, chosen)) return { open: false, nextOpening: null };
  const { open, nextOpening } = windowAt(pack, region, at, chosen);
  return { open, nextOpening };
}
