import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type BindType, type PDU, STATUS, type Server, type Session, createServer } from '@stopsms/smpp';
import type { Behaviour } from '../domain/behaviour';
import type { Statistics } from '../domain/statistics';
import type { DeliveryQueue } from './delivery-queue';
import { Peer } from './peer';
import type { Submissions } from './submissions';

const BIND_TYPES: BindType[] = ['transmitter', 'receiver', 'transceiver'];

interface Credentials {
  systemId: string;
  password: string;
}

/** Takes connections and binds, and hands submits on. */
export class OperatorServer {
  private readonly peers = new Set<Peer>();
  /** The plain one, and the one with TLS if there is one. */
  private readonly servers: Server[];

  constructor(
    private readonly credentials: Credentials & { tls?: { cert: string; key: string } },
    private readonly behaviour: () => Behaviour,
    private readonly statistics: Statistics,
    private readonly submissions: Submissions,
    private readonly deliveries: DeliveryQueue,
  ) {
    const { tls } = credentials;
    this.servers = [{}, ...(tls ? [{ cert: tls.cert, key: tls.key }] : [])].map((secured) => {
      const server = createServer({ noDelay: true, ...secured }, (session) => this.welcome(session));
      // A client that refuses our certificate, or speaks no TLS.
      server.on('tlsClientError', () => undefined);
      return server;
    });
  }

  /**
   * Resolves with the ports taken.
   * @param ports - one, and one more with TLS
   * @throws the error of the socket, e.g. with code EADDRINUSE
   */
  async listen(ports: number[], host: string): Promise<number[]> {
    const listening = this.servers.map(async (server, n) => {
      server.listen(ports[n], host);
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    });
    return Promise.all(listening);
  }

  get isListening(): boolean {
    return this.servers.every(({ listening }) => listening);
  }

  /** Peers bound now. */
  get binds(): Record<BindType, number> {
    const counts = { transmitter: 0, receiver: 0, transceiver: 0 };
    for (const { bindType } of this.peers) if (bindType) counts[bindType] += 1;
    return counts;
  }

  /** Cuts every connection and returns how many there were. */
  disconnectAll(): number {
    const { size } = this.peers;
    for (const peer of this.peers) peer.drop();
    return size;
  }

  /** Unbinds every peer and resolves when all are gone. */
  async close(): Promise<void> {
    this.deliveries.close();
    const closed = this.servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const peer of this.peers) peer.unbind();
    await Promise.all(closed);
  }

  private welcome(session: Session): void {
    const peer = new Peer(session);
    this.peers.add(peer);
    session.on('error', () => peer.drop());
    session.on('close', () => {
      this.peers.delete(peer);
      this.deliveries.removeReceiver(peer);
    });
    session.on('pdu', (pdu: PDU) => {
      if (!pdu.isResponse()) this.serve(peer, pdu);
    });
  }

  private serve(peer: Peer, pdu: PDU): void {
    const bindType = BIND_TYPES.find((type) => pdu.command === `bind_${type}`);
    if (bindType) return this.bind(peer, pdu, bindType);
    switch (pdu.command) {
      case 'submit_sm':
        return void this.submissions.take(peer, pdu).catch(() => peer.refuse(pdu, STATUS.ESME_RSYSERR));
      case 'enquire_link':
        return peer.accept(pdu);
      case 'unbind':
        peer.accept(pdu);
        return peer.leave();
      default:
        peer.refuseCommand(pdu);
    }
  }

  private bind(peer: Peer, pdu: PDU, bindType: BindType): void {
    const status = this.bindRefusal(peer, pdu);
    if (status !== STATUS.ESME_ROK) {
      this.statistics.bindsRefused += 1;
      peer.refuse(pdu, status);
      if (status !== STATUS.ESME_RALYBND) peer.leave();
      return;
    }
    peer.bindType = bindType;
    peer.accept(pdu, { system_id: 'SIMULATOR' });
    if (peer.mayReceive) this.deliveries.addReceiver(peer);
  }

  private bindRefusal(peer: Peer, pdu: PDU): number {
    if (peer.bindType) return STATUS.ESME_RALYBND;
    if (this.behaviour().refuseBinds || pdu['system_id'] !== this.credentials.systemId) return STATUS.ESME_RBINDFAIL;
    return pdu['password'] === this.credentials.password ? STATUS.ESME_ROK : STATUS.ESME_RINVPASWD;
  }
}
