import { ASK_FROM, REFUSE_FROM } from '@stopsms/text-reader';
import type { ReviewPolicy } from '../../rules/packs/rule-pack';

// How often the informative texts of an advertiser are sent to review depends on its earlier texts: the band of scores that are
// reviewed grows downwards or shrinks upwards. The score that refuses is the same for all, so that trust lets no advert through
// that the reader refuses.

/** Figures on an advertiser's earlier texts. */
export interface TrustFigures {
  /** Number of distinct templates sent per day since the advertiser’s last rejected text. */
  rightTexts: number;
  /** ISO date, UTC: the last day on which a text that it declared informative was refused as an advert. */
  caughtOn?: string;
}

export type TrustLevel = 'usual' | 'trusted' | 'watched';

/** Trust of an advertiser when a text was judged, and the score from which a review was required. */
export interface Trust extends TrustFigures {
  standing: TrustLevel;
  askFrom: number;
}

const DAY_MS = 86_400_000;
const NOTHING_KNOWN: TrustFigures = { rightTexts: 0 };

/** @param now - epoch ms */
export function trustOf({ trusted, watched }: ReviewPolicy, figures: TrustFigures | undefined, now: number): Trust {
  const { rightTexts, caughtOn } = figures ?? NOTHING_KNOWN;
  const known = { rightTexts, ...(caughtOn !== undefined && { caughtOn }) };
  if (caughtOn !== undefined && now < Date.parse(caughtOn) + (watched.days + 1) * DAY_MS) {
    return { standing: 'watched', ...known, askFrom: bandFrom(watched.bandPercent) };
  }
  if (rightTexts >= trusted.rightTexts) {
    return { standing: 'trusted', ...known, askFrom: bandFrom(trusted.bandPercent) };
  }
  return { standing: 'usual', ...known, askFrom: bandFrom(100) };
}

/** The lowest score of a band that ends where texts are refused. */
const bandFrom = (percent: number): number => REFUSE_FROM - ((REFUSE_FROM - ASK_FROM) * percent) / 100;
