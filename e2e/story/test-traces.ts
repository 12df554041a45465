import { type CollectedSpan, eventually } from '@stopsms/testing';
import { PHONE_NUMBER } from './phone-numbers';
import type { StoryRun } from './story-run';
import { edgesIn, edgesUsed, playOneMessage, wayTo } from './traces';

/** Traces of the story, and of one message that a caller traces. */
export function testTraces(of: () => StoryRun): void {
  const [TRACE, ASKER] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  const named = (name: string, service: string) => (span: CollectedSpan) =>
    span.name === name && span.service === service;

  test('show every edge of the topology that the story used, and no other', async () => {
    await eventually('the last spans are delivered', () => {
      expect([...edgesIn(of().product.collector.spans)].sort()).toEqual([...edgesUsed(of().product.tap.seen)].sort());
      return true;
    });
    expect(edgesUsed(of().product.tap.seen).size).toBeGreaterThan(25);
  });

  test('follow one message to the handset, and the STOP back to the confirmation', async () => {
    await playOneMessage(
      of().product.stack,
      of().story.cast.brisane,
      of().story.cast.code,
      '+33639989990',
      `00-${TRACE}-${ASKER}-01`,
    );
    const spans = await eventually('both texts and what came of them are in the trace', () => {
      const found = of().product.collector.trace(TRACE);
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
    const incoming = of().product.collector.trace(reading?.links[0]?.traceId ?? '');
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
    expect(of().product.collector.spans.length).toBeGreaterThan(5_000);
    const spans = of().product.collector.spans.map(({ name, attributes }) => JSON.stringify({ name, attributes }));
    const words = /manteaux|RDV|commande|c'est noté/;
    expect(spans.filter((each) => PHONE_NUMBER.test(each) || words.test(each))).toEqual([]);
  });
}
