import { Injectable } from '@nestjs/common';
import { hashOfKey, makeApiKey } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { KeyScope } from '@stopsms/contracts';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { type PublishRefusal, PublishAdvertiserChange } from '../publish-advertiser-change';
import { newId } from '../../http-parts/page';
import type { AdvertiserKeysSql } from './advertiser-keys.sql';
import { ADVERTISER_KEYS_SQL } from './advertiser-keys.store';

/** Maximum of keys of an advertiser, enough to rotate them in many systems; each is published to every service. */
export const MAX_KEYS = 20;

/** It takes some milliseconds; who is answered no earlier does not find a new key refused. */
const COUNTS_WITHIN_MS = 2_000;

type KeyRow = AdvertiserKeysSql['list']['row'];
export type KeyView = KeyRow & { scopes: KeyScope[] };

interface NewKey {
  name: string;
  /** Epoch ms. */
  expiresAt: number | undefined;
  /** Everything that a key of an advertiser may do, when absent. */
  scopes: KeyScope[] | undefined;
  /** Networks from where alone it is taken. */
  addresses: string[] | undefined;
  by: string | undefined;
}

export type KeyRefusal = PublishRefusal | { code: 'key-unknown' | 'too-many-keys' };

/** The keys by which an advertiser's own systems call us. Only hashes are kept; every service learns them by the advertiser's topic. */
@Injectable()
export class AdvertiserKeys {
  constructor(
    private readonly database: Database,
    private readonly publishChange: PublishAdvertiserChange,
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
  ) {}

  /** @returns the key itself, which is not shown again, once it is in force; if Kafka is down, before that */
  async create(
    advertiserId: string,
    { name, expiresAt, scopes, addresses, by }: NewKey,
  ): Promise<Result<KeyView & { key: string }, KeyRefusal>> {
    const made = makeApiKey();
    // One with addresses alone is limited too.
    const limits = scopes ?? (addresses && (['admin'] satisfies KeyScope[]));
    const [hash, limitedHash] = limits ? [hashOfKey(made.hash), made.hash] : [made.hash, null];
    const created: Result<KeyView & { key: string }, KeyRefusal> = await this.publishChange.execute(
      advertiserId,
      async (tx) => {
        const [{ count } = { count: 0 }] = await tx.query(ADVERTISER_KEYS_SQL.count, [advertiserId]);
        if (count >= MAX_KEYS) return refused({ code: 'too-many-keys' });
        const now = this.clock.now();
        const [view] = await tx.query(ADVERTISER_KEYS_SQL.create, [
          ...([newId(now), advertiserId, name, now, by ?? null, expiresAt ?? null] as const),
          ...([hash, limitedHash, limits ?? null, addresses ?? null] as const),
        ]);
        return ok({ ...viewOf(view as KeyRow), key: made.key });
      },
    );
    if (created.ok) await this.directory.arrived(made.hash, COUNTS_WITHIN_MS);
    return created;
  }

  /** Revoked twice is revoked once. */
  async revoke(advertiserId: string, keyId: string, by: string | undefined): Promise<Result<KeyView, KeyRefusal>> {
    return this.publishChange.execute(advertiserId, async (tx) => {
      const [view] = await tx.query(ADVERTISER_KEYS_SQL.revoke, [advertiserId, keyId, this.clock.now(), by ?? null]);
      return view ? ok(viewOf(view)) : refused({ code: 'key-unknown' });
    });
  }

  /** Latest first. */
  async list(advertiserId: string): Promise<KeyView[]> {
    return (await this.database.query(ADVERTISER_KEYS_SQL.list, [advertiserId])).map(viewOf);
  }
}

/** A key without scopes may do everything that a key of an advertiser may do. */
const viewOf = ({ scopes, ...key }: KeyRow): KeyView => ({ ...key, scopes: scopes ?? ['admin'] });
