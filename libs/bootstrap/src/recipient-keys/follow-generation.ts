import { CannotStart, type RecipientKeys } from '@stopsms/kernel';
import type { Database } from '@stopsms/persistence';
import type { Log } from '@stopsms/service';

const LOOK_EVERY_MS = 1_000;

/** Error that ends the process after a change of keys: its work in progress has keys of the old generation. */
export class KeysChanged extends Error {}

/**
 * Sets the generation of keys to that of the schema, and ends the process once it changes: what it has read, hashed or received has
 * old keys.
 * @returns stops following
 * @throws CannotStart when the secrets differ from those that the keys were changed with
 */
export async function followGeneration(
  database: Database,
  keys: RecipientKeys,
  log: Log,
  onFatal: (error: Error) => void,
): Promise<() => void> {
  const { generation, canary, changedAt } = await generationIn(database);
  if (generation > keys.newest) {
    throw new CannotStart(
      `The recipient keys of this schema are of generation ${generation}, and STOPSMS_RECIPIENT_SECRET has the secrets up to ${keys.newest}. Add what comes after them: <first>,<next>.`,
    );
  }
  if (canary !== null && canary !== keys.canaryOf(generation)) {
    throw new CannotStart(
      'STOPSMS_RECIPIENT_SECRET differs from the secrets that the recipient keys of this schema were changed with. Set those.',
    );
  }
  keys.use(generation, changedAt?.getTime());
  let ended = false;
  const changed = () => {
    if (ended) return;
    ended = true;
    clearInterval(timer);
    onFatal(new KeysChanged('The recipient keys were changed: what is under way is begun anew with those of now.'));
  };
  database.holdGeneration(generation, changed);
  const timer = setInterval(() => {
    generationIn(database)
      .then((now) => now.generation !== generation && changed())
      .catch((error: unknown) => log.debug({ err: error }, 'The generation of the keys cannot be read now'));
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => {
    ended = true;
    clearInterval(timer);
  };
}

interface Generation {
  generation: number;
  canary: string | null;
  changedAt: Date | null;
}

async function generationIn(database: Database): Promise<Generation> {
  const [row] = await database.query<Generation>(
    'SELECT generation, canary, changed_at AS "changedAt" FROM recipient_generation',
  );
  if (!row) throw new Error('recipient_generation is empty');
  return row;
}
