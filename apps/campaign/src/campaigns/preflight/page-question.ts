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

/** Outcomes of recipients that compliance is not asked about, in the form of its answer. */
export const tooLongOf = ({ tooLong }: RenderedPage): OutcomeGroup[] =>
  [...tooLong].map(([region, count]) => ({ ...TOO_LONG, outcome: 'refused', ofText: true, region, count }));

/** Splits a page whose texts exceed one question. */
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
  const indexes = new Map<number, number>();
  const indexed = recipients.map(({ text, ...recipient }) => {
    let index = indexes.get(text);
    if (index === undefined) indexes.set(text, (index = indexes.size));
    return { ...recipient, text: index };
  });
  return { texts: [...indexes.keys()].map((index) => texts[index] ?? ''), recipients: indexed };
}
