import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { type CollectedLog, type CollectedMetric, readLogs, readMetrics } from './read-telemetry';
import { type CollectedSpan, readSpans } from './read-spans';

/** A collector as small as can be: takes OTLP over HTTP and keeps every span, metric and log line. */
export class OtlpReceiver {
  private readonly read: CollectedSpan[] = [];
  private readonly received: Buffer[] = [];
  private readonly others = { '/v1/metrics': [] as Buffer[], '/v1/logs': [] as Buffer[] };

  private constructor(private readonly server: Server) {}

  static async start(port = 0): Promise<OtlpReceiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const { [request.url as '/v1/logs']: of = receiver.received } = receiver.others;
        of.push(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
        response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
      });
    });
    // A test that fails before it closes this must still end.
    server.unref();
    const receiver = new OtlpReceiver(server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return receiver;
  }

  /** Value for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Read when asked for: whoever plays the story meanwhile is not to be kept. */
  get spans(): readonly CollectedSpan[] {
    for (const octets of this.received.splice(0)) this.read.push(...readSpans(octets));
    return this.read;
  }

  /** Values of all exports, in their order. */
  get metrics(): CollectedMetric[] {
    return this.others['/v1/metrics'].flatMap(readMetrics);
  }

  get logs(): CollectedLog[] {
    return this.others['/v1/logs'].flatMap(readLogs);
  }

  trace(traceId: string): CollectedSpan[] {
    return this.spans.filter((span) => span.traceId === traceId);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
