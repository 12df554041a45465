import type { BatchResult, HttpProvider } from '@stopsms/providers';
import { childSpan, endSpan } from '@stopsms/tracing';

/**
 * Runs `call`, within this call, under one span for each message, which lasts until the provider answers.
 * @param traceparents - of the messages, in the order of the results
 */
export async function traceCalls(
  traceparents: readonly string[],
  { name, baseUrl }: HttpProvider,
  call: () => Promise<BatchResult>,
): Promise<BatchResult> {
  const { hostname, port, protocol } = new URL(baseUrl);
  const attributes = {
    'network.protocol.name': 'http',
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'http:' ? 80 : 443),
    'stopsms.provider': name,
  };
  const spans = traceparents.map((parent) => childSpan(parent, 'POST', { kind: 'client', attributes }));
  try {
    const result = await call();
    for (const [n, span] of spans.entries()) {
      if (!span) continue;
      const outcome = result.outcome === 'done' ? (result.results[n]?.outcome ?? 'unknown') : result.outcome;
      span.setAttribute('stopsms.outcome', outcome);
      endSpan(span, outcome === 'accepted' ? undefined : { code: outcome });
    }
    return result;
  } catch (error) {
    for (const span of spans) endSpan(span, error);
    throw error;
  }
}
