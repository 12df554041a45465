export { type TraceLog, startTracing } from './start-tracing';
export {
  type Span,
  type SpanStart,
  activeIds,
  childSpan,
  endSpan,
  innerSpan,
  isRecording,
  isTracing,
  linkTo,
  rootSpan,
  runUnder,
  traceWith,
  traceparentOf,
  traceparentUnderWay,
} from './spans';
