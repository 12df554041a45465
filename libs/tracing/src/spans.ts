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

// The only use of OpenTelemetry's API. Parents are `traceparent` texts, as in records and rows. While tracing is off, each
// function here is one check.

export type { Span };

export interface SpanStart {
  kind: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  /** Names of OpenTelemetry's semantic conventions; our own begin with `stopsms.` or `smpp.`. No number, no text of an SMS. */
  attributes?: Attributes;
  /** Other spans that caused it, as `traceparent`. */
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
 * Starts tracing, before anything that is traced is created.
 * @returns a function that sends the last spans and stops tracing
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

/** Begins the first span of a trace; the sampler decides whether it is recorded. Undefined while tracing is off. */
export function rootSpan(name: string, start: SpanStart): Span | undefined {
  return on ? begin(name, start, ROOT_CONTEXT) : undefined;
}

/** Begins a child span; undefined if the parent's trace is not recorded. */
export function childSpan(parent: string, name: string, start: SpanStart): Span | undefined {
  if (!on || !isSampled(parent)) return undefined;
  return begin(name, start, trace.setSpanContext(ROOT_CONTEXT, spanContextOf(parent)));
}

/** True if a span is active here and recorded. One that has ended is not: later work is not part of it. */
export const isRecording = (): boolean => on && trace.getActiveSpan()?.isRecording() === true;

/** Begins a span under the active one, if `isRecording`. */
export const innerSpan = (name: string, start: SpanStart): Span => begin(name, start, context.active());

function begin(name: string, { kind, attributes = {}, links = [] }: SpanStart, parent: Context): Span {
  const linked = links.map((link) => ({ context: spanContextOf(link) }));
  return tracer.startSpan(name, { kind: KINDS[kind], attributes, links: linked }, parent);
}

/** Runs `work` with the span active: queries and log lines of it belong to the span. Does not end it. */
export function runUnder<R>(span: Span | undefined, work: () => R): R {
  return span ? context.with(trace.setSpan(ROOT_CONTEXT, span), work) : work();
}

export function linkTo(span: Span, traceparent: string): void {
  span.addLink({ context: spanContextOf(traceparent) });
}

/** Ends a span. An error is recorded by class and code only: messages of drivers contain parameters. */
export function endSpan(span: Span | undefined, error?: unknown): void {
  if (!span) return;
  if (error !== undefined) {
    const { name, code } = error as { name?: unknown; code?: unknown };
    span.setAttribute('error.type', String(code ?? name ?? 'error'));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** Returns the `traceparent` of a span. */
export function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/**
 * Returns the `traceparent` of the request or record in progress, for work caused by it. Undefined if there is none, or it
 * has ended.
 */
export function traceparentUnderWay(): string | undefined {
  const span = on ? trace.getActiveSpan() : undefined;
  if (!span) return undefined;
  const hasEnded = !span.isRecording() && (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
  return hasEnded ? undefined : traceparentOf(span);
}

/** Ids for log lines, which link lines and traces. */
export function activeIds(): { trace_id: string; span_id: string } | object {
  const context = isRecording() ? trace.getActiveSpan()?.spanContext() : undefined;
  return context ? { trace_id: context.traceId, span_id: context.spanId } : {};
}

/** @param traceparent - well formed */
function spanContextOf(traceparent: string): SpanContext {
  const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-');
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
