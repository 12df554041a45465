import { Inject, Injectable, type OnApplicationBootstrap, Optional } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { retryTransient } from '@stopsms/messaging';
import { Database, type Sql } from '@stopsms/persistence';
import { ProofSigner } from './proof-signer';
import { SETTINGS, type Settings } from '../../../settings/settings';
import { PROOF_KEYS_SQL } from './proof-keys.store';

/** A public key, and when heads and documents bear its signature. Instants are ISO. */
interface ProofKey {
  keyId: string;
  algorithm: 'Ed25519';
  /** SPKI, PEM. */
  publicKey: string;
  validFrom: string;
  /** Null of the key in use. */
  validUntil: string | null;
  /** From then on nothing counts that it signed; null as a rule. */
  revokedFrom: string | null;
}

/** Time for which replicas with the previous key run beside those with a new one. */
const HANDOVER_MS = 3_600_000;

/** Public keys that verify proofs, including earlier ones, so that old signatures stay verifiable. */
@Injectable()
export class ProofKeys implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'REVOKED_PROOF_KEYS' | 'START_WAIT_MS'>,
    @Optional() @Inject(ProofSigner) private readonly signer: ProofSigner | null,
  ) {}

  /** The database may go away again after its migrations: a start waits for it. */
  onApplicationBootstrap(): Promise<void> {
    return retryTransient(() => this.publish(), this.settings.START_WAIT_MS);
  }

  private async publish(): Promise<void> {
    if (this.signer) await this.use(this.signer, this.clock.now());
    for (const [keyId, from] of this.settings.REVOKED_PROOF_KEYS) {
      await this.database.query(PROOF_KEYS_SQL.revoke, [keyId, new Date(from)]);
    }
  }

  /** First to last. */
  async list(): Promise<ProofKey[]> {
    const rows = await this.database.query(PROOF_KEYS_SQL.list);
    const iso = (at: Date | null) => at?.toISOString() ?? null;
    return rows.map(({ keyId, publicKey, validFrom, validUntil, revokedFrom }) => ({
      ...{ keyId, algorithm: 'Ed25519' as const, publicKey, validFrom: validFrom.toISOString() },
      ...{ validUntil: iso(validUntil), revokedFrom: iso(revokedFrom) },
    }));
  }

  /**
   * @param at - epoch ms
   * @returns the key of this replica, and from when on it counts; `isOver` once another replaced it or it was revoked
   */
  async ownAt(sql: Sql, at: number): Promise<{ signer: ProofSigner; from: number; isOver: boolean } | undefined> {
    if (!this.signer) return undefined;
    const [row] = await sql.query(PROOF_KEYS_SQL.byId, [this.signer.keyId]);
    const ends = [row?.validUntil, row?.revokedFrom].flatMap((end) => end?.getTime() ?? []);
    return { signer: this.signer, from: row?.validFrom.getTime() ?? at, isOver: ends.some((end) => end <= at) };
  }

  /** The other keys end once their replicas are replaced; one that is used again, as after a release is taken back, begins anew. */
  private async use({ keyId, publicKey }: ProofSigner, now: number): Promise<void> {
    await this.database.run(async (tx) => {
      tx.send(PROOF_KEYS_SQL.use, [keyId, publicKey, new Date(now)]);
      await tx.query(PROOF_KEYS_SQL.endOthers, [keyId, new Date(now + HANDOVER_MS)]);
    });
  }
}
