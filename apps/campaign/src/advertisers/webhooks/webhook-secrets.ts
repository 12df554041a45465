import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { webhookSecretContext } from '@stopsms/contracts';
import { Clock, type Result, type SecretSeal, ok, refused } from '@stopsms/kernel';
import { retryTransient } from '@stopsms/messaging';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { type PublishRefusal, PublishAdvertiserChange } from '../publish-advertiser-change';
import { newId } from '../../http-parts/page';
import { SETTINGS, type Settings } from '../../settings';
import type { WebhookSecretsSql } from './webhook-secrets.sql';
import { WEBHOOK_SECRETS_SQL } from './webhook-secrets.store';

export const WEBHOOK_SEAL = Symbol('webhook seal');

/** The one that is known, and the next: a receiver takes both while it is changed. */
const MAX_WEBHOOK_SECRETS = 2;
/** Bytes of a secret; the specification has 24 to 64. */
const BYTES = 32;
const PREFIX = 'whsec_';

export type WebhookSecretView = WebhookSecretsSql['list']['row'];

export type WebhookSecretRefusal =
  PublishRefusal | { code: 'secret-unknown' | 'too-many-webhook-secrets' | 'webhook-secrets-key-missing' };

/**
 * The secrets with which an advertiser's webhooks are signed (Standard Webhooks). Notification, which signs, learns them by the
 * advertiser's topic, sealed with a key that only campaign and notification have.
 */
@Injectable()
export class WebhookSecrets implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly publishChange: PublishAdvertiserChange,
    private readonly clock: Clock,
    /** Absent: none can be made. */
    @Inject(WEBHOOK_SEAL) private readonly seal: SecretSeal | null,
    @Inject(LOG) private readonly log: Log,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'START_WAIT_MS'>,
  ) {}

  /** After a change of the key: what the old one sealed is sealed with the new one, which then is enough. */
  async onApplicationBootstrap(): Promise<void> {
    const { seal } = this;
    if (seal) await retryTransient(() => this.sealAllAnew(seal), this.settings.START_WAIT_MS);
  }

  private async sealAllAnew(seal: SecretSeal): Promise<void> {
    const rows = await this.database.query(WEBHOOK_SECRETS_SQL.allInUse);
    const old = new Set(rows.filter(({ sealed }) => seal.isOld(sealed)).map(({ advertiserId }) => advertiserId));
    for (const advertiserId of old) {
      await this.publishChange.execute(advertiserId, async (tx) => ok(await this.sealAnew(tx, seal, advertiserId)));
    }
  }

  /** @returns the secret itself, which is not shown again */
  async create(
    advertiserId: string,
    by: string | undefined,
  ): Promise<Result<WebhookSecretView & { secret: string }, WebhookSecretRefusal>> {
    const { seal } = this;
    if (!seal) return refused({ code: 'webhook-secrets-key-missing' });
    return this.publishChange.execute(advertiserId, async (tx) => {
      const [{ count } = { count: 0 }] = await tx.query(WEBHOOK_SECRETS_SQL.count, [advertiserId]);
      if (count >= MAX_WEBHOOK_SECRETS) return refused({ code: 'too-many-webhook-secrets' });
      const now = this.clock.now();
      const id = newId(now);
      const secret = PREFIX + randomBytes(BYTES).toString('base64');
      const sealed = seal.seal(secret, webhookSecretContext(advertiserId, id));
      const [view] = await tx.query(WEBHOOK_SECRETS_SQL.create, [id, advertiserId, sealed, now, by ?? null]);
      return ok({ ...(view as WebhookSecretView), secret });
    });
  }

  /** Retires and deletes the secret. Idempotent. */
  async retire(
    advertiserId: string,
    id: string,
    by: string | undefined,
  ): Promise<Result<WebhookSecretView, WebhookSecretRefusal>> {
    return this.publishChange.execute(advertiserId, async (tx) => {
      const [view] = await tx.query(WEBHOOK_SECRETS_SQL.retire, [advertiserId, id, this.clock.now(), by ?? null]);
      return view ? ok(view) : refused({ code: 'secret-unknown' });
    });
  }

  /** Latest first. */
  list(advertiserId: string): Promise<WebhookSecretView[]> {
    return this.database.query(WEBHOOK_SECRETS_SQL.list, [advertiserId]);
  }

  private async sealAnew(tx: Tx, seal: SecretSeal, advertiserId: string): Promise<void> {
    const rows = await tx.query(WEBHOOK_SECRETS_SQL.inUse, [advertiserId]);
    for (const { id, sealed } of rows) {
      const secret = seal.open(sealed, webhookSecretContext(advertiserId, id));
      if (secret === undefined) {
        this.log.warn(
          { advertiserId, secretId: id },
          'WEBHOOK_SECRETS_KEY does not open a webhook secret: nothing is signed with it. Give the old key as the second one, or retire the secret.',
        );
      } else {
        const anew = seal.seal(secret, webhookSecretContext(advertiserId, id));
        await tx.query(WEBHOOK_SECRETS_SQL.seal, [id, anew]);
      }
    }
  }
}
