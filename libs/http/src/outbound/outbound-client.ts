import { type LookupAddress, lookup } from 'node:dns';
import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { type LookupFunction, isIP } from 'node:net';
import { isPrivateAddress } from './private-address';

/** Connections to one host at once. */
const MAX_SOCKETS = 32;

export interface OutboundRules {
  /** Name of the URL in refusals, e.g. `webhookUrl`. */
  urlName: string;
  /** True if a URL may lead to a private network. */
  allowPrivate: boolean;
  /** True if only HTTPS is called: always in production mode. */
  needTls: boolean;
  timeoutMs: number;
}

export interface OutboundCall {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
}

/** Calls URLs of customers as untrusted input: with a time limit, without redirects and to public addresses alone. */
export class OutboundClient {
  // Connections of their own: a shared one may have been opened without the check of its address.
  private readonly agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    https: new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  };

  constructor(private readonly rules: OutboundRules) {}

  /** Returns why a URL is not called; names are resolved only at the call. */
  refusalOf(url: string): string | undefined {
    const { urlName, needTls } = this.rules;
    if (!URL.canParse(url)) return `${urlName} is not a URL`;
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'http:' && protocol !== 'https:') return `${urlName} must be http or https, not ${protocol}`;
    if (protocol !== 'https:' && needTls) return `${urlName} must be https in production mode`;
    const address = hostname.replace(/^\[|\]$/g, '');
    return isIP(address) ? this.refuseAddress(address) : undefined;
  }

  /**
   * Returns the status of the response; its body is not read, and a redirect is not followed: it could lead anywhere.
   * @throws when the URL is refused, there is no connection, or no response in time
   */
  async call({ url, method, headers, body = '' }: OutboundCall): Promise<number> {
    const refusal = this.refusalOf(url);
    if (refusal !== undefined) throw new Error(refusal);
    const isTls = new URL(url).protocol === 'https:';
    const options = {
      ...{ method, headers: { ...headers, ...(method === 'POST' && { 'content-length': Buffer.byteLength(body) }) } },
      ...{ signal: AbortSignal.timeout(this.rules.timeoutMs), lookup: this.lookup },
    };
    return isTls
      ? statusOf(httpsRequest(url, { ...options, agent: this.agents.https }), body)
      : statusOf(httpRequest(url, { ...options, agent: this.agents.http }), body);
  }

  private refuseAddress(address: string): string | undefined {
    if (this.rules.allowPrivate || !isPrivateAddress(address)) return undefined;
    return `${this.rules.urlName} leads to a private address, which is not called`;
  }

  /** Checks the addresses that are then connected to: a name may resolve to another one the next moment. */
  private readonly lookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = found as LookupAddress[] | undefined;
      const refusal = addresses?.map(({ address }) => this.refuseAddress(address)).find(Boolean);
      const fault = error ?? (refusal === undefined ? null : new Error(refusal));
      const [first] = addresses ?? [];
      if (fault || !addresses || !first) return callback(fault ?? new Error(`${hostname} has no address`), []);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

function statusOf(request: ClientRequest, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.once('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.end(body);
  });
}
