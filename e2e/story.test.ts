import { generateKeyPairSync } from 'node:crypto';
import type { RunningStack } from '@stopsms/local-stack';
import {
  IMPORTED,
  OVERSEAS,
  REPLIES,
  type Story,
  type Tap,
  type Tapped,
  WITHOUT_CONSENT,
  inbox,
  runStory,
} from '@stopsms/story';
import { type CollectedSpan, OtlpReceiver, eventually, metricCatalogue, metricsShown } from '@stopsms/testing';
import { testExamples } from './pages/test-examples';
import { testPages } from './pages/test-pages';
import { testAnswers } from './answers/test-answers';
import { WEBHOOK_SECRET } from './answers/walk-others';
import { testOversized } from './oversized/test-oversized';
import { testEnforcement } from './enforcement/test-enforcement';
import { testQuotas } from './quotas/test-quotas';
import { type Stage, openStage } from './stage';
import { testOutages } from './test-outages';
import { edgesIn, edgesUsed, playOneMessage, tracedBy, wayTo } from './traces';

jest.setTimeout(600_000);

/** Guadeloupe's half of the overseas numbers: at 10:00 in Paris it is night there. */
const NIGHT = OVERSEAS / 2;
/** Pages ask for proofs. */
const SEALED_AS_IN_NPM_START = { SEAL_EVERY_MS: '2000' };
const ADVERT = /-30%/;
const CONFIRMATION = /c'est noté/;

let stage: Stage;
let stack: RunningStack;
let tap: Tap;
let story: Story;
let collector: OtlpReceiver;

beforeAll(async () => {
  collector = await OtlpReceiver.start();
  stage = await openStage({
    ...tracedBy(collector),
    ...SEALED_AS_IN_NPM_START,
    EXPORT_SIGNING_KEY: signingKey(),
    WEBHOOK_SECRET,
  });
  ({ stack, tap } = stage);
  story = await runStory(stack, (line) => process.stdout.write(`${line}\n`));
  await eventually('the appointment has left', () =>
    settled(story.messages.appointment).some(({ value }) => value['status'] === 'submitted'),
  );
  const ends = await tap.ends();
  await eventually('the outsider has read the whole story', () => tap.hasRead(ends));
});
afterAll(async () => {
  await stage.close();
  await collector.close();
});

const settled = (messageId: string): Tapped[] =>
  tap.on('dispatcher.message-status.v1').filter(({ value }) => value['messageId'] === messageId);
const signingKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n');
const valuesOf = (topic: string) => tap.on(topic).map(({ value }) => value);
const texts = async (e164: string) => (await inbox(stack, e164)).map(({ text }) => text);

test('everything the story promises was kept', () => {
  expect(story.claims.broken).toEqual([]);
});

describe('handsets', () => {
  test('get the advert with consent only, ending with the mention', async () => {
    const last = IMPORTED - OVERSEAS;
    const [consenting, silent] = [
      story.cast.people.handset(last - WITHOUT_CONSENT - 1),
      story.cast.people.handset(last - 1),
    ];
    const [first] = await texts(consenting);
    expect(first).toMatch(/^Bonjour \S+, -30% .* STOP 36200$/);
    expect(await texts(silent)).toEqual([]);
  });

  test('overseas get an unsubscribe link, and nothing while it is night there', async () => {
    expect((await texts(story.cast.people.overseas(0)))[0]).toMatch(/ Stop s\.brisane\.example\/u\/[\w-]{11,}$/);
    expect(await texts(story.cast.people.overseas(1))).toEqual([]);
  });

  test('that said STOP got one advert, one confirmation from the code, and informative messages since', async () => {
    for (const e164 of story.cast.people.playing('out')) {
      const messages = await inbox(stack, e164);
      expect(messages.filter(({ text }) => ADVERT.test(text))).toHaveLength(1);
      const confirmations = messages.filter(({ text }) => CONFIRMATION.test(text));
      expect(confirmations.map(({ from, text }) => [from, text.startsWith('Brisane : ')])).toEqual([
        [story.cast.code, true],
      ]);
      expect(messages.some(({ text }) => text.startsWith('Panivo : votre commande'))).toBe(true);
    }
  });

  test('that only asked or thanked get the second advert', async () => {
    const stayed = REPLIES.flatMap(({ expect: what }, n) => (what === 'out' ? [] : [story.cast.people.answering(n)]));
    for (const e164 of stayed) expect((await texts(e164)).filter((text) => ADVERT.test(text))).toHaveLength(2);
  });
});

describe('topics', () => {
  test('carry CloudEvents headers and a trace on every record of ours, but for frames, which have one', () => {
    const all = tap.seen.filter(({ topic, key }) => !topic.endsWith('.dlq') && !isFromElsewhere(key));
    const framed = all.filter(({ headers }) => headers['frame'] !== undefined);
    for (const { headers } of framed) expect(Object.keys(headers)).toEqual(['frame']);
    const ours = all.filter((record) => !framed.includes(record));
    for (const { topic, headers } of ours) {
      expect(headers).toMatchObject({
        ce_specversion: '1.0',
        ce_type: `stopsms.${topic}`,
        'content-type': 'application/json',
      });
      expect(headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);
    }
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
    for (const { id, counts } of Object.values(story.campaigns)) {
      const verdicts = valuesOf('compliance.verdicts.v1').filter(({ campaignId }) => campaignId === id);
      const of = (verdict: string) => verdicts.filter((value) => value['verdict'] === verdict).length;
      expect({ refused: of('refused'), held: of('held'), cleared: of('cleared') }).toEqual({
        refused: counts.refused,
        held: counts.held,
        cleared: counts.cleared,
      });
      expect(verdicts).toHaveLength(counts.recipients);
    }
    expect(story.campaigns.first.counts.held).toBe(NIGHT);
  });

  test('hold the opt-outs and no phone number', () => {
    const records = tap.on('suppression.opt-outs.v1').filter(({ value }) => value['state'] === 'out');
    expect(records).toHaveLength(story.cast.people.playing('out').length + 1);
    for (const { key, value, headers } of records) {
      expect(key).toMatch(/^[\w-]{22}:[0-9a-f-]{36}$/);
      expect(JSON.stringify([key, value, headers])).not.toMatch(/(33|0)6?39 ?98|262692|590690/);
    }
  });

  test('let each confirmation wait for the record of its opt-out', () => {
    const confirmations = valuesOf('notification.messages.v1').filter(({ kind }) => kind === 'confirmation');
    const changes = valuesOf('suppression.opt-out-changed.v1').filter(({ change }) => change === 'opted-out');
    expect(new Set(confirmations.map(({ messageId }) => messageId)).size).toBe(
      story.cast.people.playing('out').length + 1,
    );
    const positions = new Map(changes.map(({ recipientKey, position }) => [recipientKey, position]));
    for (const { recipientKey, after } of confirmations) expect(after).toEqual(positions.get(recipientKey));
  });

  test('have nothing on their dead-letter topics', () => {
    expect(tap.seen.filter(({ topic }) => topic.endsWith('.dlq'))).toEqual([]);
  });
});

describe('metrics', () => {
  const scrape = async () => {
    const processes = Object.entries({ ...stack.services, console: stack.console });
    const answers = processes.map(async ([name, { url }]) => {
      // A connection kept from before may have been closed from the other side meanwhile: then it is asked again.
      const answer = await eventually(`${name} serves its metrics`, () => fetch(`${url}/metrics`));
      return [name, await answer.text()] as const;
    });
    return new Map(await Promise.all(answers));
  };

  test('are those of docs/metrics.md, by name, type, labels and service', async () => {
    const shown = metricsShown(await scrape());
    const listed = metricCatalogue();
    const summary = (rows: typeof shown) =>
      rows.map(({ name, type, of }) => `${name} ${type} ${[...of].sort().join()}`).sort();
    expect(summary(shown)).toEqual(summary(listed));
    const allowed = new Map(listed.map(({ name, labels }) => [name, labels]));
    const strange = shown.flatMap(({ name, labels }) => {
      return labels
        .filter((label) => label !== 'le' && !allowed.get(name)?.includes(label))
        .map((label) => `${name}{${label}}`);
    });
    expect(strange).toEqual([]);
  });

  test('count what the story did, and no promise broken', async () => {
    const all = [...(await scrape()).values()].join('\n');
    const sum = (series: RegExp) => [...all.matchAll(series)].reduce((total, [, value]) => total + Number(value), 0);
    expect(sum(/^stopsms_guarantee_violations_total\{.*\} (\S+)$/gm)).toBe(0);
    expect(sum(/^stopsms_dead_letters_total\{.*\} (\S+)$/gm)).toBe(0);
    expect(sum(/^stopsms_opt_outs_total\{change="opted-out".*\} (\S+)$/gm)).toBe(
      story.cast.people.playing('out').length + 1,
    );
    expect(sum(/^stopsms_stop_to_blocked_seconds_count\{.*\} (\S+)$/gm)).toBeGreaterThan(0);
    // Names and labels; a value may have any digits.
    expect(all.replace(/ \S+$/gm, '')).not.toMatch(/(33|0)6?39 ?98\d{4}|262692|590690/);
  });
});

// After what is counted, because one more person leaves here.
describe('traces', () => {
  const [TRACE, ASKER] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  const named = (name: string, service: string) => (span: CollectedSpan) =>
    span.name === name && span.service === service;

  test('show every edge of the topology that the story used, and no other', async () => {
    await eventually('the last spans are delivered', () => {
      expect([...edgesIn(collector.spans)].sort()).toEqual([...edgesUsed(tap.seen)].sort());
      return true;
    });
    expect(edgesUsed(tap.seen).size).toBeGreaterThan(25);
  });

  test('follow one message to the handset, and the STOP back to the confirmation', async () => {
    await playOneMessage(stack, story.cast.brisane, story.cast.code, '+33639989990', `00-${TRACE}-${ASKER}-01`);
    const spans = await eventually('both texts and what came of them are in the trace', () => {
      const found = collector.trace(TRACE);
      const count = (name: string) => found.filter((span) => span.name === name).length;
      // Each service delivers its own when it pleases.
      const ids = new Set([ASKER, ...found.map(({ spanId }) => spanId)]);
      const isWhole = found.every(({ parentSpanId }) => ids.has(parentSpanId ?? ''));
      return count('process inbound-mo.receipts.v1') === 4 && count('submit_sm') >= 2 && isWhole && found;
    });
    const submits = spans.filter(named('submit_sm', 'dispatcher')).sort((a, b) => a.startMs - b.startMs);
    expect(submits.map(({ attributes }) => attributes['smpp.command_status'])).toEqual([0, 0]);
    const [, confirmation] = submits.map((span) => wayTo(span, spans));
    expect(confirmation).toEqual([
      'campaign: POST /v1/messages',
      'campaign: send sms.requested.v1',
      'compliance: process sms.requested.v1',
      'compliance: send compliance.cleared-informative.v1',
      'dispatcher: process compliance.cleared-informative.v1',
      // Whichever of the two is in the ledger when it is read.
      expect.stringMatching(/^dispatcher: send dispatcher\.(journal|message-status)\.v1$/),
      expect.stringMatching(/^inbound-mo: process dispatcher\.(journal|message-status)\.v1$/),
      'inbound-mo: read reply',
      'inbound-mo: send inbound-mo.replies.v1',
      'suppression: process inbound-mo.replies.v1',
      'suppression: send suppression.opt-out-changed.v1',
      'notification: process suppression.opt-out-changed.v1',
      'notification: send notification.messages.v1',
      'dispatcher: process notification.messages.v1',
      'dispatcher: submit_sm',
    ]);
    for (const service of ['campaign', 'compliance', 'inbound-mo', 'suppression', 'notification'])
      expect(spans.filter((span) => span.service === service && span.attributes['db.system.name'])).not.toEqual([]);
    expect(spans.filter(({ failed }) => failed)).toEqual([]);

    const [reading] = spans.filter(named('read reply', 'inbound-mo'));
    const incoming = collector.trace(reading?.links[0]?.traceId ?? '');
    const [atItsEnd] = incoming.filter(named('read reply', 'inbound-mo'));
    expect(atItsEnd?.links.map(({ traceId }) => traceId)).toEqual([TRACE]);
    expect(atItsEnd && wayTo(atItsEnd, incoming)).toEqual([
      'inbound-mo: deliver_sm',
      'inbound-mo: send inbound-mo.received.v1',
      'inbound-mo: process inbound-mo.received.v1',
      'inbound-mo: read reply',
    ]);
  });

  test('contain no number and no text', () => {
    expect(collector.spans.length).toBeGreaterThan(5_000);
    const spans = collector.spans.map(({ name, attributes }) => JSON.stringify({ name, attributes }));
    const personal = /(33|0)639 ?98 ?\d\d ?\d\d|262692\d{6}|590690\d{6}|manteaux|RDV|commande|c'est noté/;
    expect(spans.filter((each) => personal.test(each))).toEqual([]);
  });
});

// After what is counted and traced, because newcomers have people and campaigns of their own.
describe('pages for newcomers', () => {
  testPages(() => stack);
  testExamples(() => stack);
});

// After the story too: the walker has an advertiser of its own.
describe('answers', () => testAnswers(() => stack, unsubscribeToken));

describe('quotas', () => testQuotas(() => stack));

describe('levels of enforcement', () => testEnforcement(() => stack));

describe('routes', () => testOversized(() => stack));

// Last, since all of the above was asked of a stack that nothing had happened to.
describe('outages', () => testOutages(() => stack));

/** Recipient abroad who was sent a link and did not follow it. */
async function unsubscribeToken(): Promise<string> {
  const [advert = ''] = await texts(story.cast.people.overseas(2));
  return /\/u\/([\w-]{11,})$/.exec(advert)?.[1] ?? '';
}

/** The two records the story publishes as another team would, without headers. */
function isFromElsewhere(key: string): boolean {
  return key === story.messages.fromElsewhere || key === story.messages.toOptedOut;
}
