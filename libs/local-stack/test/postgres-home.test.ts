import { chmodSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startPostgres } from '../src';
import { temporaryFolder } from './temporary-folder';

// Only root runs PostgreSQL as somebody else, and so can own folders that this somebody cannot enter.
const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

describeAsRoot('PostgreSQL for root, in a folder that other users cannot enter', () => {
  const closed = join(temporaryFolder(), 'closed');
  const dir = join(closed, 'postgres');

  it('keeps its data under /var/tmp, over a restart, until its folder is deleted', async () => {
    mkdirSync(closed);
    chmodSync(closed, 0o700);
    const first = await startPostgres({ dir });
    await first.stop();
    const home = dirname(realpathSync(join(dir, 'data')));
    try {
      expect(home).toMatch(/^\/var\/tmp\/stopsms-postgres-[0-9a-f]{12}$/);
      const second = await startPostgres({ dir });
      await second.stop();
      expect(passwordOf(second)).toBe(passwordOf(first));

      rmSync(dir, { recursive: true });
      const third = await startPostgres({ dir });
      await third.stop();
      expect(passwordOf(third)).not.toBe(passwordOf(first));
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});

function passwordOf({ superuserUrl }: { superuserUrl: string }): string {
  return new URL(superuserUrl).password;
}
