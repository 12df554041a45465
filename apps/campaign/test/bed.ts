import type { Topic } from '@stopsms/contracts';
import { type RunningService, startService } from '@stopsms/service-kit';
import { type BedPlan, type OwnPart, TestBed, keys, layBed } from '@stopsms/testing';
import { campaign } from '../src/app.module';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
}

/** The campaign service, its HTTP, and what the other services would say. */
export class Bed extends TestBed {
  readonly keys = keys;
  service!: RunningService;

  static async make(settings: NodeJS.ProcessEnv = {}, ...own: OwnPart[]): Promise<Bed> {
    const start: BedPlan['start'] = (env, onFatal) => startService(campaign, env, onFatal);
    const plan: BedPlan = { service: 'campaign', start, settings, own };
    const bed = new Bed(plan, await layBed(plan));
    await bed.startService();
    return bed;
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

  /** What another service would publish. */
  async say(topic: Topic, ...records: { key: string; value: object }[]): Promise<void> {
    await this.put(topic, records);
  }
}
