import { setTimeout as delay } from 'node:timers/promises';
import { type Advertiser, type KeyScope, advertisers, isKeyScope } from '@stopsms/contracts';
import type { KafkaTransport } from '@stopsms/messaging';
import { LegalEntities, type SharedAccount } from './legal-entities';

/** One API key of an advertiser. */
export interface AdvertiserKey {
  id: string;
  advertiserId: string;
  name: string;
  hash: string;
  /** Epoch ms. */
  expiresAt?: number;
  scopes: readonly KeyScope[];
  /** Only addresses from which it is accepted; any if absent. */
  addresses?: readonly string[];
}

/** Scopes of a key without any, which predates scopes. */
const UNLIMITED: readonly KeyScope[] = ['admin'];

/** Returns the keys of both kinds. */
function keysOf({ id: advertiserId, keys = [], limitedKeys = [] }: Advertiser): AdvertiserKey[] {
  return [
    ...keys.map((key) => ({ ...key, advertiserId, scopes: UNLIMITED })),
    ...limitedKeys.map((key) => ({ ...key, advertiserId, scopes: key.scopes.filter(isKeyScope) })),
  ];
}

/** Copy of all advertisers in memory: there are thousands at most, and every message needs one. */
export class AdvertiserDirectory {
  private readonly byId = new Map<string, Advertiser>();
  private readonly byKey = new Map<string, AdvertiserKey>();
  private readonly byCode = new Map<string, Set<string>>();

  private readonly entities = new LegalEntities();

  private readonly awaited = new Map<string, () => void>();

  /** @param onKeysChanged - called after a change of an advertiser's keys */
  constructor(
    private readonly transport: () => KafkaTransport,
    private readonly onKeysChanged: () => void = () => undefined,
  ) {}

  get(id: string): Advertiser | undefined {
    return this.byId.get(id);
  }

  /** Returns the advertisers that may use `code`. */
  withCode(code: string): Advertiser[] {
    return [...(this.byCode.get(code) ?? [])].flatMap((id) => this.byId.get(id) ?? []);
  }

  /**
   * Returns the accounts whose opt-outs hold for this one too: those of the same legal entity, and those that belonged to it until they
   * were separated. Undefined without any.
   */
  sharedWith(id: string): readonly SharedAccount[] | undefined {
    return this.entities.sharedWith(id);
  }

  /** @param hash - SHA-256 of an API key (libs/access/src/api-key.ts) */
  keyOf(hash: string): AdvertiserKey | undefined {
    return this.byKey.get(hash);
  }

  all(): Advertiser[] {
    return [...this.byId.values()];
  }

  /** Resolves once every advertiser created before now is known: call it before refusing an unknown one. */
  catchUp(): Promise<void> {
    return this.transport().follower(advertisers).catchUp();
  }

  /** Resolves once the key of this hash has been read from the topic, where every replica finds it, or after the time limit. */
  async arrived(hash: string, withinMs: number): Promise<void> {
    if (this.byKey.has(hash)) return;
    const given = new AbortController();
    const known = new Promise<void>((resolve) => this.awaited.set(hash, resolve));
    const late = delay(withinMs, undefined, { signal: given.signal }).catch(() => undefined);
    await Promise.race([known, late]);
    given.abort();
    this.awaited.delete(hash);
  }

  put(id: string, advertiser: Advertiser | null): void {
    this.replace(id, advertiser);
    this.onKeysChanged();
  }

  private replace(id: string, advertiser: Advertiser | null): void {
    for (const code of this.byId.get(id)?.codes ?? []) this.byCode.get(code)?.delete(id);
    const before = this.byId.get(id);
    for (const { hash } of before ? keysOf(before) : []) this.byKey.delete(hash);
    this.entities.put(id, before, advertiser ?? undefined);
    if (!advertiser) {
      this.byId.delete(id);
      return;
    }
    this.byId.set(id, advertiser);
    for (const key of keysOf(advertiser)) {
      this.byKey.set(key.hash, key);
      this.awaited.get(key.hash)?.();
    }
    for (const code of advertiser.codes) this.byCode.set(code, (this.byCode.get(code) ?? new Set()).add(id));
  }
}
