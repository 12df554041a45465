import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  context,
  trace,
} from '@opentelemetry/api';
import { isSampled } from '@stopsms/kernel';

// All that the product knows of OpenTelemetry's API. Parents are `traceparent` texts, because that is what records and rows
// carry. While tracing is off, each function here is one check.

export type { Span };

export interface SpanStart {
  kind: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  /** Names of OpenTelemetry's semantic conventions; our own begin with `stopsms.` or `smpp.`. No number, no text of an SMS. */
  attributes?: Attributes;
  /** Other spans it came of, as `traceparent`. */
  links?: readonly string[];
}

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
};

const tracer = trace.getTracer('stopsms');
let on = false;

/**
 * ConcurrencyLimiter tracing on, before whatever shall be traced is made.
 * @returns what sends the last spans and turns it off
 */
export function traceWith(provider: { register: () => void; shutdown: () => Promise<void> }): () => Promise<void> {
  provider.register();
  on = true;
  return async () => {
    on = false;
    await provider.shutdown();
  };
}

export const isTracing = (): boolean => on;

/** The first span of a trace; whether it is recorded is up to the sampler. Undefined while tracing is off. */
export function rootSpan(name: string, start: SpanStart): Span | undefined {
  return on ? begin(name, start, ROOT_CONTEXT) : undefined;
}

/** Undefined where nobody records the parent's trace. */
export function childSpan(parent: string, name: string, start: SpanStart): Span | undefined {
  if (!on || !isSampled(parent)) return undefined;
  return begin(name, start, trace.setSpanContext(ROOT_CONTEXT, spanContextOf(parent)));
}

/** Whether a span is active here and recorded. One that has ended is not: work that outlives it is not its own. */
export const isRecording = (): boolean => on && trace.getActiveSpan()?.isRecording() === true;

/** Under the span that is active here, where `isRecording`. */
export const innerSpan = (name: string, start: SpanStart): Span => begin(name, start, context.active());

function begin(name: string, { kind, attributes = {}, links = [] }: SpanStart, parent: Context): Span {
  const linked = links.map((link) => ({ context: spanContextOf(link) }));
  return tracer.startSpan(name, { kind: KINDS[kind], attributes, links: linked }, parent);
}

/** Runs `work` with the span active: what is queried and said meanwhile is under it. Does not end it. */
export function runUnder<R>(span: Span | undefined, work: () => R): R {
  return span ? context.with(trace.setSpan(ROOT_CONTEXT, span), work) : work();
}

export function linkTo(span: Span, traceparent: string): void {
  span.addLink({ context: spanContextOf(traceparent) });
}

/** Of an error only its class and code are kept: messages of drivers carry parameters. */
export function endSpan(span: Span | undefined, error?: unknown): void {
  if (!span) return;
  if (error !== undefined) {
    const { name, code } = error as { name?: unknown; code?: unknown };
    span.setAttribute('error.type', String(code ?? name ?? 'error'));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** What a span is passed on as. */
export function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** Of the request or record being worked on, for what comes of it. Undefined where there is none, or it has ended. */
export function traceparentUnderWay(): string | undefined {
  const span = on ? trace.getActiveSpan() : undefined;
  if (!span) return undefined;
  const hasEnded = !span.isRecording() && (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
  return hasEnded ? undefined : traceparentOf(span);
}

/** For log lines: by these a line is found from its trace and the other way round. */
export function activeIds(): { trace_id: string; span_id: string } | object {
  const context = isRecording() ? trace.getActiveSpan()?.spanContext() : undefined;
  return context ? { trace_id: context.traceId, span_id: context.spanId } : {};
}

/** @param traceparent - well formed */
function spanContextOf(traceparent: string): SpanContext {
  const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-');
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
