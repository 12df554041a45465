import { randomUUID } from 'node:crypto';
import { startService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type Begun,
  type MessageStatus,
  type Topic,
  type ValueOf,
  journal,
  messageStatus,
} from '@stopsms/contracts';
import { type BedPlan, type OwnPart, TestBed, keys, layBed } from '@stopsms/testing';
import { inboundMo } from '../src/app.module';
import { Operator } from './operator';

let lastNumber = 0;
/** A handset nobody used before in this test file. */
export const newHandset = (): string => `+3363998${String((lastNumber += 1)).padStart(4, '0')}`;

/** The inbound-mo service, with the operator that it is bound to and the records of the dispatcher. */
export class Bed extends TestBed {
  private constructor(
    plan: BedPlan,
    ground: Awaited<ReturnType<typeof layBed>>,
    readonly operator: Operator,
  ) {
    super(plan, ground);
  }

  static make(...own: OwnPart[]): Promise<Bed> {
    return Bed.makeWith({}, ...own);
  }

  /** Makes a bed with further settings. */
  static async makeWith(more: NodeJS.ProcessEnv, ...own: OwnPart[]): Promise<Bed> {
    const operator = await Operator.start();
    const settings = {
      SMPP_HOST: '127.0.0.1',
      SMPP_PORT: String(operator.port),
      SMPP_SYSTEM_ID: 'inbound-mo',
      SMPP_PASSWORD: 'Tq7zK2fB',
      SWEEP_MS: '200',
      ...more,
    };
    const start: BedPlan['start'] = (env, onFatal) => startService(inboundMo, env, onFatal);
    const plan: BedPlan = { service: 'inbound-mo', start, settings, own };
    return new Bed(plan, await layBed(plan), operator);
  }

  override async end(): Promise<void> {
    await super.end();
    await this.operator.stop();
  }

  /** The values of a topic, from its beginning and as they come, in an array that grows. */
  async values<T extends Topic>(topic: T): Promise<ValueOf<T>[]> {
    const values: ValueOf<T>[] = [];
    await this.client.listen([topic], ({ value }) => values.push(value as ValueOf<T>));
    return values;
  }

  brand(name: string, codes: string[], fields: Partial<Advertiser> = {}): Promise<Advertiser> {
    const sender = name.toUpperCase().replace(/[^A-Z0-9]/g, '');
    return this.advertiser({
      name,
      legalName: `${name} SAS`,
      sender,
      shortCode: codes[0] ?? '36180',
      codes,
      ...fields,
    });
  }

  /** Publishes that the dispatcher is about to submit them; `statuses` say the outcome. */
  async begun(statuses: MessageStatus[]): Promise<void> {
    await this.put(
      journal,
      statuses.map((status) => ({ key: status.recipientKey, value: begunOf(status) })),
    );
  }

  /** Begun, and what came of them. */
  async statuses(statuses: MessageStatus[]): Promise<void> {
    await this.begun(statuses);
    await this.publishStatuses(statuses);
  }

  /** Publishes outcomes of messages that were begun. */
  async publishStatuses(statuses: MessageStatus[]): Promise<void> {
    await this.put(
      messageStatus,
      statuses.map(({ unsubscribe: _, ...status }) => ({
        key: status.recipientKey,
        value: { ...status, begunAt: status.at },
      })),
    );
  }
}

export function begunOf({
  status: _,
  smscIds: __,
  parts: ___,
  code: ____,
  detail: _____,
  ...about
}: MessageStatus): Begun {
  return { event: 'begun', submission: `p-${about.attempt}`, ...about };
}

/** Returns the status of an advert that the dispatcher submitted to the operator. */
export function submitted(msisdn: string, advertiser: Advertiser, fields: Partial<MessageStatus> = {}): MessageStatus {
  return {
    messageId: randomUUID(),
    advertiserId: advertiser.id,
    recipientKey: keys.keyOf(msisdn),
    lane: 'marketing',
    status: 'submitted',
    attempt: 1,
    provider: 'simulator',
    sender: advertiser.shortCode,
    replyCode: advertiser.shortCode,
    smscIds: [randomUUID()],
    parts: 1,
    at: Date.now(),
    ...fields,
  };
}

export function post(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}
