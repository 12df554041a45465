import { type RunningService, startService } from '@stopsms/bootstrap';
import type { Topic } from '@stopsms/contracts';
import { type BedPlan, type OwnPart, TestBed, keys, layBed } from '@stopsms/testing';
import { campaign } from '../src/app.module';
import { FakeCompliance } from './fake-compliance';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
}

/** The campaign service, its HTTP, and what the other services would say. */
export class Bed extends TestBed {
  readonly keys = keys;
  readonly compliance = new FakeCompliance();
  service!: RunningService;

  static async make(settings: NodeJS.ProcessEnv = {}, ...own: OwnPart[]): Promise<Bed> {
    const start: BedPlan['start'] = (env, onFatal) => startService(campaign, env, onFatal);
    const plan: BedPlan = { service: 'campaign', start, settings, own };
    const bed = new Bed(plan, await layBed(plan));
    await bed.compliance.listen();
    await bed.startService();
    return bed;
  }

  override env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return super.env({ COMPLIANCE_URL: this.compliance.url, ...more });
  }

  override async end(): Promise<void> {
    await super.end();
    await this.compliance.close();
  }

  /** Starts the service anew, after it was closed. */
  async startService(): Promise<void> {
    this.service = await this.startReady();
  }

  /** Another instance on the same database and broker. */
  startReplica(): Promise<RunningService> {
    return this.start();
  }

  get = <T = Record<string, unknown>>(path: string) => this.send<T>('GET', path);
  post = <T = Record<string, unknown>>(path: string, body?: unknown, headers: Record<string, string> = {}) =>
    this.send<T>('POST', path, body === undefined ? undefined : JSON.stringify(body), {
      'content-type': 'application/json',
      ...headers,
    });

  patch = <T = Record<string, unknown>>(path: string, body: unknown, headers: Record<string, string> = {}) =>
    this.send<T>('PATCH', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });

  /** Makes a campaign and starts it; what `POST` answers where that is refused. */
  async launch<T = Record<string, unknown>>(
    plan: object,
    headers: Record<string, string> = {},
    start: object = {},
  ): Promise<Answer<T>> {
    const draft = await this.post<{ id: string }>('/v1/campaigns', plan, headers);
    if (draft.status !== 201) return draft as Answer<never>;
    return this.post<T>(`/v1/campaigns/${draft.body.id}/start`, start, headers);
  }

  async send<T>(
    method: string,
    path: string,
    body?: NonNullable<RequestInit['body']>,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.service.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    } as RequestInit);
    return { status: response.status, body: (await response.json()) as T };
  }

  /** Publishes a record as another service would. */
  async say(topic: Topic, ...records: { key: string; value: object }[]): Promise<void> {
    await this.put(topic, records);
  }
}
