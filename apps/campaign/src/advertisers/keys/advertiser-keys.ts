import { Injectable } from '@nestjs/common';
import { hashOfKey, makeApiKey } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { KeyScope } from '@stopsms/contracts';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { type PublishRefusal, PublishAdvertiserChange } from '../publish-advertiser-change';
import { newId } from '../../http-parts/page';

/** Enough to change them one after the other in many systems; each is told to every service. */
export const MAX_KEYS = 20;

/** It takes some milliseconds; who is answered no earlier does not find a new key refused. */
const COUNTS_WITHIN_MS = 2_000;

export interface KeyView {
  id: string;
  name: string;
  createdAt: Date;
  createdBy: string | null;
  expiresAt: Date | null;
  scopes: KeyScope[];
  /** From where alone it is taken; from everywhere when null. */
  addresses: string[] | null;
  revokedAt: Date | null;
  revokedBy: string | null;
  /** At this service, to the minute. */
  lastUsedAt: Date | null;
}

export interface NewKey {
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

const VIEW = `id, name, created_at AS "createdAt", created_by AS "createdBy", expires_at AS "expiresAt",
  coalesce(scopes, '{admin}') AS scopes, addresses, revoked_at AS "revokedAt", revoked_by AS "revokedBy", last_used_at AS "lastUsedAt"`;

/** The keys by which an advertiser's own systems call us. Only hashes are kept; every service learns them by the advertiser's topic. */
@Injectable()
export class AdvertiserKeys {
  constructor(
    private readonly database: Database,
    private readonly publishChange: PublishAdvertiserChange,
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
  ) {}

  /** @returns the key itself, which nobody can be told again, once it counts; while Kafka is away, before that */
  async create(
    advertiserId: string,
    { name, expiresAt, scopes, addresses, by }: NewKey,
  ): Promise<Result<KeyView & { key: string }, KeyRefusal>> {
    const { key, hash } = makeApiKey();
    // One with addresses alone is limited too.
    const limits = scopes ?? (addresses && (['admin'] satisfies KeyScope[]));
    const hashes = limits ? [hashOfKey(hash), hash] : [hash, null];
    const made: Result<KeyView & { key: string }, KeyRefusal> = await this.publishChange.execute(
      advertiserId,
      async (tx) => {
        const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
          'SELECT count(*)::int AS count FROM advertiser_key WHERE advertiser_id = $1 AND revoked_at IS NULL',
          [advertiserId],
        );
        if (count >= MAX_KEYS) return refused({ code: 'too-many-keys' });
        const now = this.clock.now();
        const [view] = await tx.query<KeyView>(
          `INSERT INTO advertiser_key
           (id, advertiser_id, name, created_at, created_by, expires_at, hash, limited_hash, scopes, addresses)
         VALUES ($1, $2, $3, to_timestamp($4 / 1000.0), $5, to_timestamp($6 / 1000.0), $7, $8, $9, $10) RETURNING ${VIEW}`,
          [
            ...[newId(now), advertiserId, name, now, by ?? null, expiresAt ?? null],
            ...[...hashes, limits ?? null, addresses ?? null],
          ],
        );
        return ok({ ...(view as KeyView), key });
      },
    );
    if (made.ok) await this.directory.arrived(hash, COUNTS_WITHIN_MS);
    return made;
  }

  /** Revoked twice is revoked once. */
  async revoke(advertiserId: string, keyId: string, by: string | undefined): Promise<Result<KeyView, KeyRefusal>> {
    return this.publishChange.execute(advertiserId, async (tx) => {
      const [view] = await tx.query<KeyView>(
        `UPDATE advertiser_key SET revoked_by = CASE WHEN revoked_at IS NULL THEN $4 ELSE revoked_by END,
           revoked_at = coalesce(revoked_at, to_timestamp($3 / 1000.0))
         WHERE advertiser_id = $1 AND id = $2 RETURNING ${VIEW}`,
        [advertiserId, keyId, this.clock.now(), by ?? null],
      );
      return view ? ok(view) : refused({ code: 'key-unknown' });
    });
  }

  /** Latest first. */
  async list(advertiserId: string): Promise<KeyView[]> {
    return this.database.query<KeyView>(
      `SELECT ${VIEW} FROM advertiser_key WHERE advertiser_id = $1 ORDER BY id DESC`,
      [advertiserId],
    );
  }
}
