import type { Log } from '@stopsms/service';
import { type CryptoKey, type FlattenedJWSInput, type JWTHeaderParameters, createLocalJWKSet, errors } from 'jose';
import { z } from 'zod';
import { readSmallJson } from './read-small-json';
import { usableKeys } from './usable-keys';

/** Minimum time between requests to the provider, whatever key ids are sent. */
const BETWEEN_LOOKS_MS = 5_000;
/** Age after which keys are fetched again in the background; a key that the provider has removed ends then. */
const FRESH_MS = 300_000;
/** Time for which known keys are accepted while the provider is unavailable. */
const TRUSTED_MS = 43_200_000;

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });
const KeySet = z.object({ keys: z.array(z.unknown()) });

/** Error if the provider's keys cannot be fetched and the known ones are too old or absent. */
export class ProviderAway extends Error {}

interface Known {
  find: ReturnType<typeof createLocalJWKSet>;
  count: number;
  at: number;
}

/**
 * Signing keys of the provider, found by its discovery document and cached. An unknown key id triggers one request, so that a
 * rotation needs no restart; known keys are accepted while the provider is unavailable.
 */
export class ProviderKeys {
  private known: Known | undefined;
  private looking: Promise<void> | undefined;
  private lookedAt = -Infinity;
  private problem: string | undefined;
  private timer: NodeJS.Timeout | undefined;

  /** @param plainAllowed - true if the keys may be fetched without TLS */
  constructor(
    private readonly issuer: string,
    private readonly plainAllowed: boolean,
    private readonly log: Log,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Starts fetching: at once, and whenever the known keys are old. */
  watch(): void {
    const look = () => {
      if (this.isFresh() || !this.mayLook()) return;
      this.look().catch(() => undefined); // reported by `state`, and in the log
    };
    look();
    this.timer ??= setInterval(look, BETWEEN_LOOKS_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** State for health: people can sign in while `keys` is not 0. */
  state(): { keys: number; problem?: string } {
    const keys = this.isTrusted() ? (this.known?.count ?? 0) : 0;
    return { keys, ...(this.problem !== undefined && { problem: this.problem }) };
  }

  /**
   * @throws ProviderAway
   * @throws errors.JWKSNoMatchingKey when there is none, also after a request
   */
  async keyFor(header: JWTHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    if (!this.isTrusted()) await this.lookIfAllowed();
    try {
      return await this.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (!this.mayLook() && this.problem === undefined) throw error;
      await this.lookIfAllowed();
      return this.find(header, token);
    }
  }

  private find(header: JWTHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    if (!this.known || !this.isTrusted()) throw new ProviderAway(this.problem ?? 'it was not asked yet');
    return this.known.find(header, token);
  }

  private lookIfAllowed(): Promise<void> {
    if (this.looking || this.mayLook()) return this.look();
    throw new ProviderAway(this.problem ?? 'it was asked a moment ago');
  }

  private isFresh = (): boolean => this.known !== undefined && this.now() - this.known.at < FRESH_MS;
  private isTrusted = (): boolean => this.known !== undefined && this.now() - this.known.at < TRUSTED_MS;
  private mayLook = (): boolean => this.looking !== undefined || this.now() - this.lookedAt >= BETWEEN_LOOKS_MS;

  /** Shares one request among concurrent callers. */
  private look(): Promise<void> {
    this.looking ??= this.fetchKeys().finally(() => {
      this.looking = undefined;
      this.lookedAt = this.now();
    });
    return this.looking;
  }

  private async fetchKeys(): Promise<void> {
    try {
      const { usable, refused } = usableKeys(await this.publishedKeys());
      if (usable.length === 0) throw new Error(`it publishes no key that can be used: ${refused.join('; ') || 'none'}`);
      if (refused.length > 0) this.log.warn({ refused }, 'The identity provider publishes keys that are not taken');
      if (this.problem !== undefined || !this.known) this.log.info({ keys: usable.length }, 'People can sign in');
      this.known = { find: createLocalJWKSet({ keys: usable }), count: usable.length, at: this.now() };
      this.problem = undefined;
    } catch (error) {
      const problem = reasonOf(error);
      if (problem !== this.problem) {
        const meanwhile = this.isTrusted() ? 'tokens are checked with the keys that are known' : 'nobody can sign in';
        this.log.warn({ problem }, `The identity provider cannot be asked for its keys: ${meanwhile}`);
      }
      this.problem = problem;
      throw new ProviderAway(problem);
    }
  }

  private async publishedKeys(): Promise<unknown[]> {
    const address = `${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const found = Discovery.safeParse(await readSmallJson(address));
    if (!found.success) throw new Error(`${address} is no discovery document`);
    const { issuer, jwks_uri: uri } = found.data;
    // Otherwise another provider's tokens would be accepted as this one's.
    if (issuer !== this.issuer) throw new Error(`${address} is of issuer ${issuer.slice(0, 200)}, not OIDC_ISSUER`);
    if (!this.plainAllowed && !uri.startsWith('https:')) throw new Error('its jwks_uri is without TLS');
    const set = KeySet.safeParse(await readSmallJson(uri));
    if (!set.success) throw new Error(`${uri.slice(0, 200)} is no JSON Web Key Set`);
    return set.data.keys;
  }
}

/** Returns the message of an error, with the cause that `fetch` attaches. */
const reasonOf = (error: unknown): string => {
  const { message = String(error), cause } = error as Partial<Error> & { cause?: Partial<Error> };
  return cause?.message ? `${message}: ${cause.message}` : message;
};
