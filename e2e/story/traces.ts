import { randomUUID } from 'node:crypto';
import { topology } from '@stopsms/contracts';
import { type RunningStack } from '@stopsms/local-stack';
import { type Tapped, inbox, reply } from '@stopsms/story';
import { type CollectedSpan, type OtlpReceiver, eventually } from '@stopsms/testing';

/** Every trace, and soon: the story ends in a minute. The queue has room for what a campaign makes at once. */
export const tracedBy = ({ endpoint }: OtlpReceiver): NodeJS.ProcessEnv => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  OTEL_BSP_SCHEDULE_DELAY: '200',
  OTEL_BSP_MAX_QUEUE_SIZE: '100000',
});

/** `writer → topic → reader` for each record that a span sent and another, its child, processed. */
export function edgesIn(spans: readonly CollectedSpan[]): Set<string> {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const edges = spans.flatMap(({ name, kind, service, parentSpanId = '', attributes }) => {
    const sender = kind === 'consumer' && name.startsWith('process ') ? byId.get(parentSpanId) : undefined;
    if (sender?.kind !== 'producer') return [];
    return [`${sender.service} → ${String(attributes['messaging.destination.name'])} → ${service}`];
  });
  return new Set(edges);
}

/** Edges of the topology whose topic had a record other than a heartbeat. */
export function edgesUsed(seen: readonly Tapped[]): Set<string> {
  const used = new Set(seen.filter(({ value }) => value && !('heartbeat' in value)).map(({ topic }) => topic));
  return new Set(
    topology
      .filter(({ topic }) => used.has(topic.name))
      .flatMap(({ topic, writer, readers }) => readers.map((reader) => `${writer} → ${topic.name} → ${reader}`)),
  );
}

/** From the first span of the trace down to this one, as `service: name`; statements are left out. */
export function wayTo(span: CollectedSpan, spans: readonly CollectedSpan[]): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [...(parent ? wayTo(parent, spans) : []), `${span.service}: ${span.name}`];
}

/** A caller that traces asks for one message; whoever gets it answers STOP, and gets the confirmation. */
export async function playOneMessage(
  stack: RunningStack,
  advertiserId: string,
  code: string,
  to: string,
  traceparent: string,
) {
  // A connection kept from before may have been closed from the other side meanwhile: then it is asked again, as the same.
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), traceparent };
  const body = JSON.stringify({
    advertiserId,
    category: 'informative',
    to,
    text: 'Brisane : rappel, RDV mercredi 9h.',
  });
  const response = await eventually('the reminder is asked for', () =>
    fetch(`${stack.services.campaign.url}/v1/messages`, { method: 'POST', headers, body }),
  );
  const { id } = (await response.json()) as { id: string };
  await eventually('the reminder arrives', async () => (await inbox(stack, to)).length === 1);
  await reply(stack, to, code, 'STOP');
  await eventually('the confirmation arrives', async () => (await inbox(stack, to)).length === 2);
  return id;
}
