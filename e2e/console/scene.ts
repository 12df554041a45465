import type { Browser } from 'playwright-core';
import { eventually } from '@stopsms/testing';
import type { Product } from '../product';
import { type Visit, openPage } from './browser';

export type ServiceName = 'campaign' | 'compliance' | 'inbound-mo' | 'suppression';

/** The product with a browser, and what tests of the console prepare by HTTP. */
export class Scene {
  private readonly visits: Visit[] = [];

  private constructor(
    readonly product: Product,
    private readonly browser: Browser,
  ) {}

  static async open(product: Product): Promise<Scene> {
    return new Scene(product, await product.browser());
  }

  get home(): string {
    return this.product.stack.console.url;
  }

  /** Opens a browser at a desk in which nobody is signed in. */
  async visit(): Promise<Visit> {
    const visit = await openPage(this.browser, { viewport: { width: 1280, height: 800 } });
    this.visits.push(visit);
    return visit;
  }

  /** Closes all visits: their pages wait for news of the services. */
  async endVisits(): Promise<void> {
    await Promise.all(this.visits.splice(0).map(({ page }) => page.context().close()));
  }

  async ask<T = { id: string }>(service: ServiceName, path: string, body?: object, method = 'POST'): Promise<T> {
    const answer = await fetch(this.product.stack.services[service].url + path, {
      method: body === undefined ? 'GET' : method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** @returns its id */
  async advertiser(name: string, shortCode: string): Promise<string> {
    const given = { name, legalName: `${name} SAS`, sender: name, shortCode, country: 'FR' };
    return (await this.ask('campaign', '/v1/advertisers', given)).id;
  }

  /** Makes Mark the marketer of these advertisers. */
  async giveMark(advertisers: readonly string[]): Promise<void> {
    await fetch(`${this.product.stack.identityProvider.url}/people/mark/advertisers`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(advertisers),
    });
  }

  /** @param csv - contacts; @returns the id of the address book, once it is imported */
  async book(advertiserId: string, name: string, csv: string, more: object = {}): Promise<string> {
    const { id } = await this.ask('campaign', '/v1/address-books', { advertiserId, name, ...more });
    const url = `${this.product.stack.services.campaign.url}/v1/address-books/${id}/imports`;
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv });
    const started = (await answer.json()) as { id: string };
    if (!answer.ok) throw new Error(JSON.stringify(started));
    await eventually(`${name} is imported`, async () => {
      const { state } = await this.ask<{ state: string }>('campaign', `/v1/imports/${started.id}`);
      return state === 'completed';
    });
    return id;
  }

  async draft(advertiserId: string, addressBookId: string, text: string, more: object = {}): Promise<string> {
    const body = { advertiserId, addressBookId, category: 'marketing', text, ...more };
    return (await this.ask('campaign', '/v1/campaigns', body)).id;
  }
  /** Decides on every text that waits for a reviewer, so that the next one is alone. */
  async decideReviews(): Promise<void> {
    const decision = { verdict: 'refuse', by: 'e2e', reason: 'makes room for the next text' };
    const open = () => this.ask<{ items: { id: string }[] }>('compliance', '/v1/reviews?state=open');
    for (let { items } = await open(); items.length > 0; { items } = await open())
      for (const { id } of items) await this.ask('compliance', `/v1/reviews/${id}/decision`, decision);
  }
}
