import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { FIRST_ANSWERS_SQL } from './first-answers.store';

interface KeyReused {
  code: 'idempotency-key-reused';
  detail: string;
}

/** Stable as long as the body went through the same schema, which fixes the order of its fields. */
export const bodyHash = (body: unknown): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('base64url');

/** A client that missed the response repeats the request: with the same `Idempotency-Key` it gets the first answer again. */
@Injectable()
export class AnswerOnce {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` in a transaction of its own, unless it was done before. A refusal or a fault is not remembered.
   * @param key - undefined for a client that sends none
   */
  async execute<T extends object, R extends { code: string } = never>(
    route: string,
    key: string | undefined,
    body: unknown,
    work: (tx: Tx) => Promise<Result<T, R>>,
  ): Promise<Result<T, R | KeyReused>> {
    return this.database
      .run(async (tx) => {
        const hash = bodyHash(body);
        const earlier = key === undefined ? undefined : await this.earlier(tx, route, key, hash);
        if (earlier) return earlier.hash === hash ? ok(earlier.answer as T) : refused(KEY_REUSED);
        const done = await work(tx);
        if (!done.ok) throw new Refused(done.refusal);
        if (key !== undefined) await this.remember(tx, route, key, done.value);
        return done;
      })
      .catch((error: unknown) => {
        if (error instanceof Refused) return refused(error.refusal as R);
        throw error;
      });
  }

  /** Claims the key, waiting for whoever is using it at this moment. */
  private async earlier(tx: Tx, route: string, key: string, hash: string) {
    const [claimed] = await tx.query(FIRST_ANSWERS_SQL.claim, [route, key, hash, this.clock.now()]);
    if (claimed) return undefined;
    const [found] = await tx.query(FIRST_ANSWERS_SQL.byKey, [route, key]);
    return found;
  }

  private remember(tx: Tx, route: string, key: string, answer: object) {
    return tx.query(FIRST_ANSWERS_SQL.record, [route, key, JSON.stringify(answer)]);
  }
}

export const KEY_REUSED: KeyReused = {
  code: 'idempotency-key-reused',
  detail: 'This Idempotency-Key was already used with a different body. Use a new key for each new request.',
};

/** Carries a refusal out of the transaction, which must roll back. */
class Refused extends Error {
  constructor(readonly refusal: { code: string }) {
    super(refusal.code);
  }
}
