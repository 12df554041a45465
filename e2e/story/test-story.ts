import { runStory } from '@stopsms/story';
import { eventually } from '@stopsms/testing';
import type { Product } from '../product';
import type { StoryRun } from './story-run';
import { testHandsets } from './test-handsets';
import { testMetrics } from './test-metrics';
import { testTopics } from './test-topics';
import { testTraces } from './test-traces';

/** The story, checked from outside: by its handsets, on topics, in metrics and in traces. */
export function testStory(of: () => Product): void {
  let run: StoryRun;

  beforeAll(async () => {
    const product = of();
    const { stack, tap } = product;
    const story = await runStory(stack, (line) => process.stdout.write(`${line}\n`));
    await eventually('the appointment has left', () =>
      tap
        .on('dispatcher.message-status.v1')
        .some(({ value }) => value['messageId'] === story.messages.appointment && value['status'] === 'submitted'),
    );
    const ends = await tap.ends();
    await eventually('the outsider has read the whole story', () => tap.hasRead(ends));
    run = { product, story };
  });

  test('keeps every promise of the story', () => {
    expect(run.story.claims.broken).toEqual([]);
  });

  describe('handsets', () => testHandsets(() => run));
  describe('topics', () => testTopics(() => run));
  describe('metrics', () => testMetrics(() => run));
  // After what is counted, because one more person leaves here.
  describe('traces', () => testTraces(() => run));
}
