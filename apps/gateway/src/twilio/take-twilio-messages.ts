import { Injectable } from '@nestjs/common';
import { Problem, readRawBody } from '@stopsms/http';
import { Clock, isSecretOf } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import type { Request, Response } from 'express';
import { type AccountOfTwilio, Accounts } from '../accounts/accounts';
import { Callbacks } from '../callbacks/callbacks';
import { CheckCaller } from '../callers/check-caller';
import { GatewayMetrics } from '../gateway-metrics';
import type { Stage } from '../outcomes/stage';
import { Submit } from '../submissions/submit';
import { SUBMISSIONS_SQL } from '../submissions/submissions.store';
import { TwilioError, twilioErrorOfRefusal } from './twilio-error';
import { errorCodeOf, messageIdOf, sidOf, statusOf } from './twilio-status';

/** Data of a submission that its status callback needs. */
export interface TwilioEnvelope extends Record<string, unknown> {
  to: string;
  from: string;
  callback?: string;
}

/** Fields whose meaning the platform does not have: a message that left without it would be another. */
const UNSUPPORTED = ['MediaUrl', 'ContentSid', 'SendAt', 'ScheduleType'];
const MAX_BODY = 1_600;
const MAX_VALIDITY_S = 36_000;
const MAX_URL = 1_000;

/** Accepts messages in the form of Twilio's API, and shows their status. */
@Injectable()
export class TakeTwilioMessages {
  constructor(
    private readonly accounts: Accounts,
    private readonly checkCaller: CheckCaller,
    private readonly callbacks: Callbacks,
    private readonly submit: Submit,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: GatewayMetrics,
  ) {}

  /** @throws TwilioError or Problem: nothing was accepted */
  async create(sid: string, request: Request, response: Response): Promise<object> {
    const account = this.authenticate(sid, request);
    if (!request.is('application/x-www-form-urlencoded'))
      throw new Problem('content-type-unknown', 'Send a form: application/x-www-form-urlencoded.');
    const form = new URLSearchParams((await readRawBody(request, response)).toString('utf8'));
    const message = this.read(form);
    const from = form.get('From') || undefined;
    const token = request.header('i-twilio-idempotency-token');
    const { to, text, callback, expiresAt } = message;
    const envelope: TwilioEnvelope = { to, from: from ?? account.sender ?? '', ...(callback && { callback }) };
    const result = await this.submit
      .execute({
        ...{ account, door: 'twilio', to, text, wanted: callback ? 'final' : 'none', envelope },
        ...(from !== undefined && { sender: from }),
        ...(token !== undefined && { idempotencyKey: token }),
        ...(expiresAt !== undefined && { expiresAt }),
      })
      .catch((error: unknown) => {
        this.metrics.submission('twilio', 'failed');
        throw error;
      });
    if (!result.ok) throw twilioErrorOfRefusal(result.refusal);
    return this.resource(account, result.value.messageId, {
      ...envelope,
      text,
      at: this.clock.now(),
      stage: 'accepted',
    });
  }

  /** @throws TwilioError 404 for a message of another account */
  async find(sid: string, messageSid: string, request: Request): Promise<object> {
    const account = this.authenticate(sid, request);
    this.checkCaller.countRead(account);
    const id = messageIdOf(messageSid);
    const [row] = id === undefined ? [] : await this.database.query(SUBMISSIONS_SQL.find, [id, account.id, 'twilio']);
    if (!row || id === undefined) throw new TwilioError(404, 20404, 'The requested resource was not found.');
    const { to = '', from = '' } = (row.envelope ?? {}) as Partial<TwilioEnvelope>;
    const { stage } = row;
    return this.resource(account, id, {
      ...{ to, from, text: '', at: row.submittedAt.getTime(), stage },
      ...(row.code !== null && { code: row.code }),
    });
  }

  private authenticate(sid: string, request: Request): AccountOfTwilio {
    const found = this.accounts.ofTwilio(sid);
    const pair = Buffer.from(`${sid}:${found?.twilio.token ?? ''}`).toString('base64');
    const isRight = isSecretOf(request.header('authorization') ?? '', [`Basic ${pair}`]);
    return this.checkCaller.check(request, sid, found, isRight);
  }

  private read(form: URLSearchParams) {
    try {
      const unsupported = UNSUPPORTED.find((name) => form.has(name));
      if (unsupported) throw new TwilioError(400, 20001, `${unsupported} is not supported. Nothing was accepted.`);
      const to = form.get('To')?.trim();
      const text = form.get('Body');
      if (!to) throw new TwilioError(400, 21604, "A 'To' phone number is required.");
      if (!text) throw new TwilioError(400, 21602, 'Message body is required.');
      if (text.length > MAX_BODY) throw new TwilioError(400, 21617, `The body has more than ${MAX_BODY} characters.`);
      const callback = form.get('StatusCallback') || undefined;
      const refusal =
        callback && (callback.length > MAX_URL ? 'the URL is too long' : this.callbacks.refusalOf(callback));
      if (refusal) throw new TwilioError(400, 21609, `StatusCallback is not valid: ${refusal}.`);
      return { to, text, callback, expiresAt: this.expiryOf(form.get('ValidityPeriod')) };
    } catch (error) {
      this.metrics.submission('twilio', 'invalid');
      throw error;
    }
  }

  private expiryOf(validity: string | null): number | undefined {
    if (validity === null) return undefined;
    const seconds = /^\d{1,5}$/.test(validity) ? Number(validity) : 0;
    if (seconds < 1 || seconds > MAX_VALIDITY_S)
      throw new TwilioError(400, 20001, `ValidityPeriod must be 1 to ${MAX_VALIDITY_S}.`);
    return this.clock.now() + seconds * 1_000;
  }

  private resource(
    { twilio: { accountSid } }: AccountOfTwilio,
    id: string,
    {
      to,
      from,
      text,
      at,
      stage,
      code,
    }: { to: string; from: string; text: string; at: number; stage: Stage; code?: string },
  ): object {
    const sid = sidOf(id);
    const date = new Date(at).toUTCString().replace('GMT', '+0000');
    const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
    return {
      ...{ sid, account_sid: accountSid, api_version: '2010-04-01', to, from, body: text, status: statusOf(stage) },
      ...{ error_code: errorCodeOf(stage, code) ?? null, error_message: code ?? null, direction: 'outbound-api' },
      ...{ date_created: date, date_updated: date, date_sent: null, messaging_service_sid: null, num_media: '0' },
      ...{
        num_segments: '1',
        price: null,
        price_unit: 'EUR',
        uri: `${uri}.json`,
        subresource_uris: { media: `${uri}/Media.json` },
      },
    };
  }
}
