import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LOG, type Log, Readiness } from '@stopsms/service';
import { type BindType, type PDU, STATUS, type Server, type Session, createServer } from '@stopsms/smpp';
import { Accounts } from '../accounts/accounts';
import { GatewayMetrics } from '../gateway-metrics';
import { type BindRefusal, BindGuard } from './bind-guard';
import { Esme, type Silence } from './esme';
import { Sessions } from './sessions';
import { TakeSubmits } from './take-submits';

export const SMPP_SETTINGS = Symbol('where the SMPP server listens');

export interface SmppSettings extends Silence {
  host: string;
  port: number;
  /** Absent without a certificate. */
  tls?: { port: number; cert: string; key: string };
}

const BIND_TYPES: BindType[] = ['transmitter', 'receiver', 'transceiver'];
const MAX_CONNECTIONS = 2_000;
/** Connections of one address that have not bound yet. */
const MAX_UNBOUND = 20;
const CLOSE_WITHIN_MS = 3_000;
const UNBIND_WITHIN_MS = 1_000;

/** SMPP 3.4 server for systems of advertisers. Nothing that a peer sends, or leaves unsent, ends the process or holds up another peer. */
@Injectable()
export class SmppServer implements OnApplicationBootstrap {
  private readonly servers: Server[] = [];
  private isClosing = false;

  constructor(
    @Inject(SMPP_SETTINGS) private readonly settings: SmppSettings,
    private readonly accounts: Accounts,
    private readonly guard: BindGuard,
    private readonly sessions: Sessions,
    private readonly takeSubmits: TakeSubmits,
    private readonly metrics: GatewayMetrics,
    readiness: Readiness,
    @Inject(LOG) private readonly log: Log,
  ) {
    readiness.register('smpp', () =>
      this.servers.every(({ listening }) => listening) ? undefined : 'SMPP does not listen',
    );
  }

  /** Port without TLS, and the one with TLS if there is one. */
  get ports(): number[] {
    return this.servers.map((server) => (server.address() as AddressInfo).port);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { host, port, tls } = this.settings;
    await this.listen(port, host);
    if (tls) await this.listen(tls.port, host, tls);
    this.warnOfUnreachable();
    this.accounts.onChange(() => {
      this.warnOfUnreachable();
      this.endRefusedBinds();
    });
  }

  /** Accepts and delivers nothing new, answers what was submitted, waits for answers to deliveries, unbinds every system and closes. */
  async close(): Promise<void> {
    this.isClosing = true;
    this.sessions.stopDelivering();
    const closed = this.servers.map((server) => new Promise((resolve) => server.close(resolve)));
    const deadline = performance.now() + CLOSE_WITHIN_MS;
    while (this.sessions.hasOutstanding() && performance.now() < deadline) await pause(20);
    await Promise.all(this.sessions.all().map((esme) => esme.unbind(UNBIND_WITHIN_MS)));
    await Promise.race([Promise.all(closed), pause(CLOSE_WITHIN_MS, undefined, { ref: false })]);
  }

  private warnOfUnreachable(): void {
    const unreachable = this.accounts.all().filter(({ smpp }) => smpp?.tlsRequired && !this.settings.tls);
    if (unreachable.length === 0) return;
    const accounts = unreachable.map(({ id }) => id);
    this.log.warn({ accounts }, 'These accounts require TLS and cannot bind: set GATEWAY_TLS_CERT and GATEWAY_TLS_KEY');
  }

  /** Unbinds systems whose account is gone, or whose bind would be refused now; the others continue by their new terms. */
  private endRefusedBinds(): void {
    for (const esme of this.sessions.all()) {
      if (!esme.account) continue;
      const { id, smpp } = esme.account;
      const current = this.guard.stillPermits(esme.account, esme);
      if (current) esme.account = current;
      else {
        this.log.warn({ account: id, systemId: smpp.systemId }, 'A bind ends: its account was removed or changed');
        void esme.unbind(UNBIND_WITHIN_MS);
      }
    }
  }

  private async listen(port: number, host: string, tls?: { cert: string; key: string }): Promise<void> {
    const server = createServer({ noDelay: true, ...tls }, (session) => this.welcome(session, tls !== undefined));
    server.maxConnections = MAX_CONNECTIONS;
    // A client that refuses our certificate, or speaks no TLS.
    server.on('tlsClientError', () => undefined);
    server.listen(port, host);
    await once(server, 'listening');
    this.servers.push(server);
  }

  private welcome(session: Session, isTls: boolean): void {
    const esme = new Esme(session, isTls, this.settings);
    session.on('error', () => esme.drop());
    if (this.isClosing || this.sessions.unboundFrom(esme.address) >= MAX_UNBOUND) return esme.drop();
    this.sessions.add(esme);
    session.on('close', () => this.sessions.remove(esme));
    session.on('pdu', (pdu: PDU) => {
      esme.heartbeat();
      if (!pdu.isResponse() && !esme.isLeaving) this.serve(esme, pdu);
    });
  }

  private serve(esme: Esme, pdu: PDU): void {
    const bindType = BIND_TYPES.find((type) => pdu.command === `bind_${type}`);
    if (bindType) return this.bind(esme, pdu, bindType);
    switch (pdu.command) {
      case 'submit_sm':
        return void this.submit(esme, pdu);
      case 'enquire_link':
        return esme.accept(pdu);
      case 'unbind':
        esme.accept(pdu);
        return esme.leave();
      default:
        esme.nack(pdu);
        // A peer that speaks another protocol, or has not bound, is disconnected.
        if (!esme.bindType) esme.leave();
    }
  }

  private bind(esme: Esme, pdu: PDU, bindType: BindType): void {
    if (esme.bindType) return esme.refuse(pdu, STATUS.ESME_RALYBND);
    const bind = { systemId: String(pdu['system_id'] ?? ''), password: String(pdu['password'] ?? '') };
    const checked = this.guard.check({ ...bind, address: esme.address, isTls: esme.isTls }, ({ id }) =>
      this.sessions.boundOf(id),
    );
    if (!checked.ok) return this.refuse(esme, pdu, checked.refusal);
    const { value: account } = checked;
    esme.bound(account, bindType);
    this.metrics.bind('bound');
    this.sessions.changed(account.id);
    esme.accept(pdu, { system_id: 'STOPSMS', sc_interface_version: 0x34 });
  }

  private refuse(esme: Esme, pdu: PDU, { code }: BindRefusal): void {
    this.metrics.bind(code);
    this.log.warn({ reason: code, address: esme.address }, 'An SMPP bind was refused');
    esme.refuse(pdu, code === 'password' || code === 'locked' ? STATUS.ESME_RINVPASWD : STATUS.ESME_RBINDFAIL);
    esme.leave();
  }

  private async submit(esme: Esme, pdu: PDU): Promise<void> {
    const { account } = esme;
    if (!account || !esme.maySubmit) return esme.refuse(pdu, STATUS.ESME_RINVBNDSTS);
    if (this.isClosing || esme.submits >= account.smpp.window) {
      this.metrics.submission('smpp', 'throttled');
      return esme.refuse(pdu, STATUS.ESME_RTHROTTLED);
    }
    esme.submits += 1;
    const { status, messageId } = await this.takeSubmits.execute(account, pdu);
    esme.submits -= 1;
    if (messageId === undefined) esme.refuse(pdu, status);
    else esme.accept(pdu, { message_id: messageId });
  }
}
