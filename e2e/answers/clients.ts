import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Services } from '@stopsms/clients';
import type { RunningStack } from '@stopsms/local-stack';
import type { ServiceName } from '@stopsms/contracts';
import { type ApiDocument, checkAnswer } from '@stopsms/testing';
import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { parse } from 'yaml';

export type Clients = { [Name in keyof Services]: Client<Services[Name]> };

/** The committed document of a service, which `npm run check` holds to its code. */
export const documentOf = (service: ServiceName): ApiDocument =>
  parse(readFileSync(join(__dirname, `../../dist/documents/openapi/${service}.yaml`), 'utf8')) as ApiDocument;

/** A connection kept from before may have been closed from the other side meanwhile. */
export const NOT_KEPT = { connection: 'close' };

/** Clients as a customer's generator makes them. Each answer is held to the document, and `seen` gets `<service> <operation>` of those that succeed. */
export function clientsOf({ services }: RunningStack, seen: Set<string>): Clients {
  const client = <P extends object>(service: ServiceName): Client<P> => {
    const made = createClient<P>({ baseUrl: services[service].url, headers: NOT_KEPT });
    made.use(checked(service, documentOf(service), seen));
    return made;
  };
  return {
    campaign: client('campaign'),
    compliance: client('compliance'),
    dispatcher: client('dispatcher'),
    gateway: client('gateway'),
    'inbound-mo': client('inbound-mo'),
    notification: client('notification'),
    suppression: client('suppression'),
  };
}

const checked = (service: ServiceName, document: ApiDocument, seen: Set<string>): Middleware => ({
  async onResponse({ request, response }) {
    const text = await response.clone().text();
    const { status, headers } = response;
    const found = checkAnswer(document, request, { status, contentType: headers.get('content-type'), text });
    if (found && status < 400) seen.add(`${service} ${found.operationId}`);
  },
});

/** The body of an answer that must be there. @throws what was answered instead */
export function given<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(`Refused: ${JSON.stringify(error)}`);
  return data;
}
