export { exportLogLine, exportLogs, isExportingLogs } from './export-logs';
export { exportMetrics } from './export-metrics';
export { startTracing } from './start-tracing';
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
