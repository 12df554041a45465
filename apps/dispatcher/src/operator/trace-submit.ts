import type { SmppProvider } from '@stopsms/providers';
import { STATUS, type SubmitOutcome } from '@stopsms/smpp';
import { childSpan, endSpan } from '@stopsms/tracing';

/**
 * Runs `submit`, within this call, under a span that lasts until the operator answers.
 * @param traceparent - of the message
 */
export function traceSubmit(
  traceparent: string,
  { name, host, port }: SmppProvider,
  submit: () => Promise<SubmitOutcome>,
): Promise<SubmitOutcome> {
  const span = childSpan(traceparent, 'submit_sm', {
    kind: 'client',
    attributes: {
      'network.protocol.name': 'smpp',
      'server.address': host,
      'server.port': port,
      'stopsms.provider': name,
    },
  });
  if (!span) return submit();
  const result = submit();
  result.then(
    (outcome) => {
      span.setAttribute('stopsms.outcome', outcome.outcome);
      const status = statusOf(outcome);
      if (status !== undefined) span.setAttribute('smpp.command_status', status);
      if (outcome.outcome === 'accepted') span.setAttribute('smpp.message_id', outcome.id);
      endSpan(span, outcome.outcome === 'accepted' ? undefined : { code: status ?? outcome.outcome });
    },
    (error: unknown) => endSpan(span, error),
  );
  return result;
}

function statusOf(outcome: SubmitOutcome): number | undefined {
  if (outcome.outcome === 'accepted') return STATUS.ESME_ROK;
  return outcome.outcome === 'rejected' ? outcome.status : undefined;
}
