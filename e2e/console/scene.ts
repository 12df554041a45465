import type { Browser } from 'playwright-core';
import { openChromium } from '@stopsms/chromium';
import { type OwnStack, openStack } from '../stage';
import { type Visit, openPage } from './browser';

export type ServiceName = 'campaign' | 'compliance' | 'inbound-mo' | 'suppression';

/** The whole product with a browser, and what the console's tests prepare by HTTP. */
export class Scene {
  private constructor(
    readonly own: OwnStack,
    readonly browser: Browser,
  ) {}

  static async open(): Promise<Scene> {
    const own = await openStack();
    return new Scene(own, await openChromium());
  }

  get home(): string {
    return this.own.stack.console.url;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.own.close();
  }

  /** A browser that nobody is signed in with, at a desk. */
  visit(): Promise<Visit> {
    return openPage(this.browser, { viewport: { width: 1280, height: 800 } });
  }

  async ask<T = { id: string }>(service: ServiceName, path: string, body?: object, method = 'POST'): Promise<T> {
    const answer = await fetch(this.own.stack.services[service].url + path, {
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
    await fetch(`${this.own.stack.identityProvider.url}/people/mark/advertisers`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(advertisers),
    });
  }

  /** @param csv - contacts; @returns the id of the address book, once it is imported */
  async book(advertiserId: string, name: string, csv: string, more: object = {}): Promise<string> {
    const { id } = await this.ask('campaign', '/v1/address-books', { advertiserId, name, ...more });
    const url = `${this.own.stack.services.campaign.url}/v1/address-books/${id}/imports`;
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv });
    const started = (await answer.json()) as { id: string };
    if (!answer.ok) throw new Error(JSON.stringify(started));
    for (let tries = 0; ; tries += 1) {
      const { state } = await this.ask<{ state: string }>('campaign', `/v1/imports/${started.id}`);
      if (state === 'completed') return id;
      if (tries > 300 || state === 'failed') throw new Error(`The import of ${name} is ${state}.`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async draft(advertiserId: string, addressBookId: string, text: string, more: object = {}): Promise<string> {
    const body = { advertiserId, addressBookId, category: 'marketing', text, ...more };
    return (await this.ask('campaign', '/v1/campaigns', body)).id;
  }
}
