import { ok, refused } from '@stopsms/kernel';
import type { PageAnswer } from './compliance-client';
import { type AnsweredPage, askPages } from './ask-pages';
import type { RenderedPage } from './render-page';

const RECIPIENTS = 10;

const pageOf = (): RenderedPage => ({
  texts: ['a text'],
  recipients: Array.from({ length: RECIPIENTS }, () => ({ to: '+33639980010', country: 'FR', text: 0 })),
  tooLong: new Map(),
});

async function* pagesOf(count: number): AsyncGenerator<RenderedPage> {
  for (let page = 0; page < count; page += 1) yield pageOf();
}

/** Answers later pages sooner, and clears of each page what a quota leaves. */
class Compliance {
  readonly asked: number[] = [];
  signal: AbortSignal | undefined;
  underWay = 0;
  mostUnderWay = 0;

  constructor(private readonly quota?: number) {}

  readonly ask = async (_: RenderedPage, clearedBefore: number, signal: AbortSignal) => {
    this.signal = signal;
    this.asked.push(clearedBefore);
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    for (let turn = 50 - this.asked.length; turn > 0; turn -= 1) await Promise.resolve();
    this.underWay -= 1;
    const count = Math.max(0, Math.min(RECIPIENTS, (this.quota ?? Infinity) - clearedBefore));
    const groups: PageAnswer['groups'] = [{ outcome: 'cleared', ofText: false, region: 'FR', count }];
    return ok({ groups, ...(this.quota !== undefined && { quotaLeft: this.quota }) });
  };
}

async function clearedBy(compliance: Compliance, pages: number): Promise<number[]> {
  const answers: AnsweredPage[] = [];
  for await (const answered of askPages(pagesOf(pages), compliance.ask)) answers.push(answered);
  return answers.map(({ answer }) => (answer.ok ? (answer.value.groups[0]?.count ?? 0) : NaN));
}

test('requests several pages in parallel after the first without a quota', async () => {
  const compliance = new Compliance();
  expect(await clearedBy(compliance, 8)).toEqual(Array(8).fill(RECIPIENTS));
  expect(compliance.mostUnderWay).toBe(3);
  expect(compliance.asked[1]).toBe(RECIPIENTS);
});

test.each([0, 5, 35, 40, 79, 80])('two pages never use the same part of a quota of %i', async (quota) => {
  const cleared = await clearedBy(new Compliance(quota), 8);
  expect(cleared.reduce((sum, each) => sum + each, 0)).toBe(quota);
  expect([...cleared].sort((one, other) => other - one)).toEqual(cleared);
});

test('a quota that is not nearly used up delays no page', async () => {
  const compliance = new Compliance(1_000);
  await clearedBy(compliance, 8);
  expect(compliance.mostUnderWay).toBe(3);
});

test('cancels requests in progress when the reader stops', async () => {
  const compliance = new Compliance();
  for await (const { page } of askPages(pagesOf(8), compliance.ask)) {
    expect(page.recipients).toHaveLength(RECIPIENTS);
    break;
  }
  expect(compliance.signal?.aborted).toBe(true);
});

test('reports a failed page in its order', async () => {
  const away = refused({ code: 'compliance-away' as const, detail: 'It gives no answer.' });
  const answers: boolean[] = [];
  const ask = async () => away;
  for await (const { answer } of askPages(pagesOf(2), ask)) answers.push(answer.ok);
  expect(answers).toEqual([false, false]);
});
