import { Injectable } from '@nestjs/common';
import { Metrics } from '@stopsms/service';
import { Counter, Gauge } from 'prom-client';
import type { Door } from './accounts/account';

@Injectable()
export class GatewayMetrics {
  private readonly submissions: Counter<'door' | 'outcome'>;
  private readonly deliveries: Counter<'door' | 'outcome'>;
  private readonly waiting: Gauge<'account'>;
  private readonly binds: Counter<'outcome'>;
  private readonly sessions: Gauge<'account'>;
  private readonly accountsInvalid: Gauge;

  constructor({ registry }: Metrics) {
    const registers = [registry];
    this.submissions = new Counter({
      name: 'stopsms_gateway_submissions_total',
      help: 'SMS that systems of advertisers handed over, by door: accepted, repeated, throttled (limits apply to each replica), invalid, failed',
      labelNames: ['door', 'outcome'],
      registers,
    });
    this.deliveries = new Counter({
      name: 'stopsms_gateway_deliveries_total',
      help: 'Receipts and replies to systems of advertisers, by door: queued, delivered, refused, retried, expired',
      labelNames: ['door', 'outcome'],
      registers,
    });
    this.waiting = new Gauge({
      name: 'stopsms_gateway_waiting_deliveries',
      help: 'Receipts and replies that wait for the system of an account',
      labelNames: ['account'],
      registers,
    });
    this.binds = new Counter({
      name: 'stopsms_gateway_binds_total',
      help: 'Binds of the SMPP server: bound, and refused by reason',
      labelNames: ['outcome'],
      registers,
    });
    this.sessions = new Gauge({
      name: 'stopsms_gateway_sessions',
      help: 'SMPP sessions that are bound at this replica',
      labelNames: ['account'],
      registers,
    });
    this.accountsInvalid = new Gauge({
      name: 'stopsms_gateway_accounts_invalid',
      help: '1 while GATEWAY_ACCOUNTS_FILE was changed to something invalid, and the accounts of before remain in use',
      registers,
    });
  }

  setAccountsInvalid(isInvalid: boolean): void {
    this.accountsInvalid.set(isInvalid ? 1 : 0);
  }

  submission(door: Door, outcome: 'accepted' | 'repeated' | 'throttled' | 'invalid' | 'failed'): void {
    this.submissions.inc({ door, outcome });
  }

  delivery(door: Door, outcome: 'queued' | 'delivered' | 'refused' | 'retried' | 'expired', count = 1): void {
    if (count > 0) this.deliveries.inc({ door, outcome }, count);
  }

  setWaiting(counts: ReadonlyMap<string, number>): void {
    this.waiting.reset();
    for (const [account, count] of counts) this.waiting.set({ account }, count);
  }

  bind(outcome: 'bound' | 'password' | 'tls' | 'address' | 'too-many' | 'locked' | 'closed'): void {
    this.binds.inc({ outcome });
  }

  setSessions(account: string, count: number): void {
    this.sessions.set({ account }, count);
  }
}
