import { MAX_RECIPIENTS, MAX_TEXT_LENGTH, type PageQuestion } from './compliance-client';
import type { OutcomeGroup } from './preflight-tally.rule';
import { type RenderedPage, TOO_LONG } from './render-page';
import type { StoredPlan } from '../drafts/stored-plan';

// How a page of recipients is put to compliance.

/** @param clearedBefore - how many of the same campaign would leave before these */
export function questionOf(plan: StoredPlan, page: RenderedPage, at: number, clearedBefore: number): PageQuestion {
  const { id: campaignId, advertiserId, category, mention, whenCapped, expiresAt } = plan;
  const { texts, recipients } = page;
  return {
    ...{ campaignId, advertiserId, category, at, clearedBefore, texts, recipients },
    ...(mention !== undefined && { mention }),
    ...(whenCapped !== undefined && { whenCapped }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/** Those of whom compliance is not asked, as it would have answered. */
export const tooLongOf = ({ tooLong }: RenderedPage): OutcomeGroup[] =>
  [...tooLong].map(([region, count]) => ({ ...TOO_LONG, outcome: 'refused', ofText: true, region, count }));

/** What has more text than one question holds is asked in several. */
export function* inReach({ texts, recipients, tooLong }: RenderedPage): Generator<RenderedPage> {
  if (texts.reduce((sum, { length }) => sum + length, 0) <= MAX_TEXT_LENGTH && recipients.length <= MAX_RECIPIENTS) {
    yield { texts, recipients, tooLong };
    return;
  }
  const half = Math.ceil(recipients.length / 2);
  yield* inReach({ ...only(texts, recipients.slice(0, half)), tooLong });
  yield* inReach({ ...only(texts, recipients.slice(half)), tooLong: new Map() });
}

function only(texts: string[], recipients: RenderedPage['recipients']): Pick<RenderedPage, 'texts' | 'recipients'> {
  const places = new Map<number, number>();
  const placed = recipients.map(({ text, ...recipient }) => {
    let place = places.get(text);
    if (place === undefined) places.set(text, (place = places.size));
    return { ...recipient, text: place };
  });
  return { texts: [...places.keys()].map((place) => texts[place] ?? ''), recipients: placed };
}
