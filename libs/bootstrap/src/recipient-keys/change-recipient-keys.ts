import { Inject, Injectable } from '@nestjs/common';
import { RecipientKeys } from '@stopsms/kernel';
import { Database, type Tx, changeRecipientKeys } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';

/** Change of a service to the next recipient secret. */
export abstract class ChangeRecipientKeys {
  /** Begins the change; idempotent. @param by - name of the caller */
  abstract begin(to: number, by: string): Promise<void>;
}

/** Change of a service that has recipient keys in its own tables alone. */
@Injectable()
export class ChangeOwnKeys extends ChangeRecipientKeys {
  private running: Promise<void> | undefined;

  constructor(
    protected readonly database: Database,
    protected readonly keys: RecipientKeys,
    @Inject(LOG) protected readonly log: Log,
  ) {
    super();
  }

  begin(to: number, by: string): Promise<void> {
    this.running ??= this.change(to, by)
      .catch((error: unknown) => this.log.error({ err: error, to }, 'Recipient keys could not be changed; as before'))
      .finally(() => (this.running = undefined));
    return Promise.resolve();
  }

  /** Runs in the transaction that changed the keys. */
  protected also(_tx: Tx, _to: number): Promise<void> {
    return Promise.resolve();
  }

  protected async change(to: number, by: string): Promise<void> {
    const newKeyOf = (key: string) => this.keys.inGeneration(key, to);
    const change = { to, by, canary: this.keys.canaryOf(to), newKeyOf };
    const changed = await changeRecipientKeys(this.database, change, (tx) => this.also(tx, to));
    if (changed !== undefined) this.log.info({ to, by, keys: changed }, 'Recipient keys were changed');
  }
}
