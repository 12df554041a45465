import { Injectable } from '@nestjs/common';
import { readRawBody } from '@stopsms/http';
import { Clock, isSecretOf } from '@stopsms/kernel';
import type { Request, Response } from 'express';
import { type AccountOfKannel, Accounts } from '../accounts/accounts';
import { Callbacks } from '../callbacks/callbacks';
import { CheckCaller } from '../callers/check-caller';
import { GatewayMetrics } from '../gateway-metrics';
import { Submit } from '../submissions/submit';
import { type KannelEnvelope, fillDlrUrl, wantedBy } from './dlr';
import { type Parameters, type Sendsms, SendsmsError, parametersIn, readSendsms, textIn } from './read-sendsms';

/** Any value of an escape, to check the rest of a URL. */
const ANY_VALUE = Object.fromEntries([...'dpPIFintTA'].map((letter) => [letter, '0']));

/** Accepts SMS in the form of Kannel's sendsms. */
@Injectable()
export class TakeSendsms {
  constructor(
    private readonly accounts: Accounts,
    private readonly checkCaller: CheckCaller,
    private readonly callbacks: Callbacks,
    private readonly submit: Submit,
    private readonly clock: Clock,
    private readonly metrics: GatewayMetrics,
  ) {}

  /** @throws SendsmsError or Problem: nothing was accepted */
  async execute(request: Request, response: Response): Promise<void> {
    const { account, parameters } = await this.checkCaller.hold(request, () => this.callerOf(request, response));
    const message = this.read(parameters);
    const { to, from, text, notBefore, expiresAt, dlrMask, dlrUrl } = message;
    const envelope: KannelEnvelope = {
      ...{ to, from: from ?? account.sender ?? '', mask: dlrMask },
      ...(dlrUrl !== undefined && { url: dlrUrl }),
    };
    const result = await this.submit
      .execute({
        ...{ account, door: 'kannel', to, text, wanted: wantedBy(dlrMask), envelope },
        ...(from !== undefined && { sender: from }),
        ...(notBefore !== undefined && { notBefore }),
        ...(expiresAt !== undefined && { expiresAt }),
      })
      .catch((error: unknown) => {
        this.metrics.submission('kannel', 'failed');
        throw error;
      });
    if (result.ok) return;
    if (result.refusal.code === 'INVALID') throw new SendsmsError(400, 'The message is not valid, rejected');
    throw new SendsmsError(503, 'Temporal failure, try again later.');
  }

  private async callerOf(request: Request, response: Response) {
    const [, query = ''] = request.originalUrl.split(/\?(.*)/s);
    const isForm = request.method === 'POST' && request.is('application/x-www-form-urlencoded');
    const form = isForm ? (await readRawBody(request, response)).toString('latin1') : '';
    const parameters = parametersIn(query, form);
    return { account: this.authenticate(parameters, request), parameters };
  }

  private authenticate(parameters: Parameters, request: Request): AccountOfKannel {
    const username = textIn(parameters, 'username') ?? textIn(parameters, 'user') ?? '';
    const password = textIn(parameters, 'password') ?? textIn(parameters, 'pass') ?? '';
    const found = this.accounts.ofKannel(username);
    return this.checkCaller.check(request, username, found, isSecretOf(password, [found?.kannel.password ?? '']));
  }

  private read(parameters: Parameters): Sendsms {
    try {
      const message = readSendsms(parameters, this.clock.now());
      const refusal = message.dlrUrl && this.callbacks.refusalOf(fillDlrUrl(message.dlrUrl, ANY_VALUE));
      if (refusal) throw new SendsmsError(400, 'dlr-url is not valid, rejected');
      return message;
    } catch (error) {
      this.metrics.submission('kannel', 'invalid');
      throw error;
    }
  }
}
