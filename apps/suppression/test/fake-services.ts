import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answers = (path: string, body: Record<string, unknown>) => object | undefined;

/** Campaign, compliance, inbound-mo and notification as suppression calls them over HTTP; e2e calls the real ones. */
export class FakeServices {
  readonly asked: { path: string; body: Record<string, unknown>; authorization: string | undefined }[] = [];
  /** Undefined breaks the connection off. */
  answers: Answers = () => ({ items: [] });
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get env(): NodeJS.ProcessEnv {
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { CAMPAIGN_URL: url, COMPLIANCE_URL: url, INBOUND_MO_URL: url, NOTIFICATION_URL: url };
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
    const path = request.url ?? '';
    this.asked.push({ path, body, authorization: request.headers.authorization });
    const answer = this.answers(path, body);
    if (answer === undefined) return void response.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }
}
