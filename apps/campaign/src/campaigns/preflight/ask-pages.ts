import type { Result } from '@stopsms/kernel';
import type { ComplianceAway, PageAnswer } from './compliance-client';
import type { RenderedPage } from './render-page';

/** @param clearedBefore - how many of the same campaign would leave before these */
type Ask = (
  page: RenderedPage,
  clearedBefore: number,
  signal: AbortSignal,
) => Promise<Result<PageAnswer, ComplianceAway>>;

export interface AnsweredPage {
  page: RenderedPage;
  answer: Result<PageAnswer, ComplianceAway>;
}

/** So that PostgreSQL, compliance and we ourselves each have a page to work on. */
const AT_ONCE = 3;

/**
 * Sends pages to compliance and yields the answers in order. Several are under way at once while none hangs on the answer to another, as
 * it does where a quota may be used up in between.
 */
export async function* askPages(pages: AsyncIterable<RenderedPage>, ask: Ask): AsyncGenerator<AnsweredPage> {
  const underWay: { page: RenderedPage; answer: Promise<AnsweredPage['answer']> }[] = [];
  const stop = new AbortController();
  let cleared = 0;
  // Of no answer yet it is not known whether there is a quota.
  let quotaLeft = 0;
  const atMost = () => underWay.reduce((sum, { page }) => sum + page.recipients.length, cleared);
  const next = async (): Promise<AnsweredPage[]> => {
    const first = underWay.shift();
    if (!first) return [];
    const answer = await first.answer;
    if (answer.ok) {
      quotaLeft = answer.value.quotaLeft ?? Infinity;
      cleared += answer.value.groups.reduce((sum, { outcome, count }) => sum + (outcome === 'cleared' ? count : 0), 0);
    }
    return [{ page: first.page, answer }];
  };
  try {
    for await (const page of pages) {
      while (underWay.length > 0 && (underWay.length >= AT_ONCE || atMost() + page.recipients.length > quotaLeft)) {
        yield* await next();
      }
      const answer = ask(page, atMost(), stop.signal);
      // It is awaited in its turn, or by nobody.
      answer.catch(() => undefined);
      underWay.push({ page, answer });
    }
    while (underWay.length > 0) yield* await next();
  } finally {
    stop.abort();
  }
}
