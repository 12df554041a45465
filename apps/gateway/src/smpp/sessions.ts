import { Injectable } from '@nestjs/common';
import { networkOf } from '@stopsms/kernel';
import { GatewayMetrics } from '../gateway-metrics';
import type { Esme } from './esme';

/** Connections of this replica. */
@Injectable()
export class Sessions {
  private readonly esmes = new Set<Esme>();
  private isClosing = false;

  constructor(private readonly metrics: GatewayMetrics) {}

  all(): Esme[] {
    return [...this.esmes];
  }

  add(esme: Esme): void {
    this.esmes.add(esme);
  }

  remove(esme: Esme): void {
    this.esmes.delete(esme);
    if (esme.account) this.changed(esme.account.id);
  }

  /** Counts the binds of an account anew. */
  changed(account: string): void {
    this.metrics.setSessions(account, this.boundOf(account));
  }

  boundOf(account: string): number {
    return this.all().filter((esme) => esme.account?.id === account).length;
  }

  /** Counts connections from an address, IPv6 by /64, that have not bound. */
  unboundFrom(address: string): number {
    const network = networkOf(address);
    return this.all().filter((esme) => esme.account === undefined && networkOf(esme.address) === network).length;
  }

  receivers(): Esme[] {
    return this.isClosing ? [] : this.all().filter(({ mayReceive }) => mayReceive);
  }

  /** Delivers nothing more: a delivery without an answer at the end of its session comes again. */
  stopDelivering(): void {
    this.isClosing = true;
  }

  /** True while a system waits for a response to a submit, or has not answered a delivery. */
  hasOutstanding(): boolean {
    return this.all().some(({ submits, unanswered }) => submits > 0 || unanswered > 0);
  }
}
