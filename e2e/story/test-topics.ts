import { OVERSEAS } from '@stopsms/story';
import { PHONE_NUMBER } from './phone-numbers';
import type { StoryRun } from './story-run';

/** Guadeloupe's half of the overseas numbers: at 10:00 in Paris it is night there. */
const NIGHT = OVERSEAS / 2;

/** Records of the story as another team reads them. */
export function testTopics(of: () => StoryRun): void {
  const valuesOf = (topic: string) =>
    of()
      .product.tap.on(topic)
      .map(({ value }) => value);
  /** True for the two records that the story publishes as another team would, without headers. */
  const isFromElsewhere = (key: string) =>
    key === of().story.messages.fromElsewhere || key === of().story.messages.toOptedOut;

  test('carry CloudEvents headers and a trace on every record of ours, but for frames, which have one', () => {
    const all = of().product.tap.seen.filter(({ topic, key }) => !topic.endsWith('.dlq') && !isFromElsewhere(key));
    const framed = all.filter(({ headers }) => headers['frame'] !== undefined);
    expect(framed.filter(({ headers }) => Object.keys(headers).length > 1)).toEqual([]);
    const ours = all.filter(({ headers }) => headers['frame'] === undefined);
    expect(ours.filter(({ topic, headers }) => !isCloudEvent(topic, headers))).toEqual([]);
    expect(all.length).toBeGreaterThan(5_000);
  });

  test('report each cleared message as submitted exactly once', () => {
    const submitted = valuesOf('dispatcher.message-status.v1').filter(({ status }) => status === 'submitted');
    const ids = submitted.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    const cleared = valuesOf('compliance.verdicts.v1').filter(({ verdict }) => verdict === 'cleared');
    const service = submitted.filter(({ lane }) => lane === 'service');
    const blocked = valuesOf('dispatcher.message-status.v1').filter(({ status }) => status === 'blocked');
    expect(ids.length - service.length + blocked.length).toBe(cleared.length);
  });

  test('agree with the campaign service about every campaign', () => {
    for (const { id, counts } of Object.values(of().story.campaigns)) {
      const verdicts = valuesOf('compliance.verdicts.v1').filter(({ campaignId }) => campaignId === id);
      const of = (verdict: string) => verdicts.filter((value) => value['verdict'] === verdict).length;
      expect({ refused: of('refused'), held: of('held'), cleared: of('cleared') }).toEqual({
        refused: counts.refused,
        held: counts.held,
        cleared: counts.cleared,
      });
      expect(verdicts).toHaveLength(counts.recipients);
    }
    expect(of().story.campaigns.first.counts.held).toBe(NIGHT);
  });

  test('hold the opt-outs and no phone number', () => {
    const records = of()
      .product.tap.on('suppression.opt-outs.v1')
      .filter(({ value }) => value['state'] === 'out');
    expect(records).toHaveLength(of().story.cast.people.playing('out').length + 1);
    for (const { key, value, headers } of records) {
      expect(key).toMatch(/^[\w-]{22}:[0-9a-f-]{36}$/);
      expect(JSON.stringify([key, value, headers])).not.toMatch(PHONE_NUMBER);
    }
  });

  test('let each confirmation wait for the record of its opt-out', () => {
    const confirmations = valuesOf('notification.messages.v1').filter(({ kind }) => kind === 'confirmation');
    const changes = valuesOf('suppression.opt-out-changed.v1').filter(({ change }) => change === 'opted-out');
    expect(new Set(confirmations.map(({ messageId }) => messageId)).size).toBe(
      of().story.cast.people.playing('out').length + 1,
    );
    const positions = new Map(changes.map(({ recipientKey, position }) => [recipientKey, position]));
    for (const { recipientKey, after } of confirmations) expect(after).toEqual(positions.get(recipientKey));
  });

  test('have nothing on their dead-letter topics', () => {
    expect(of().product.tap.seen.filter(({ topic }) => topic.endsWith('.dlq'))).toEqual([]);
  });
}

const isCloudEvent = (topic: string, headers: Record<string, string>): boolean =>
  headers['ce_specversion'] === '1.0' &&
  headers['ce_type'] === `stopsms.${topic}` &&
  headers['content-type'] === 'application/json' &&
  /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(headers['traceparent'] ?? '');
