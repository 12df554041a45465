import { openStore } from './stores/open-store';
import type { StoreName } from './stores/store-names';

/** Rows of a transaction. */
const ROWS = 200;
const VALUE = 'x'.repeat(200);
const FORMAT = '1';
const rowKey = (n: number, i: number) =>
  `s!${String((n * 7_919 + i * 104_729) % 1_000_003).padStart(7, '0')}!${n}!${i}`;

export interface Checked {
  /** Last transaction that is there. */
  offset: number;
  rows: number;
}

/** A program of its own: writes transaction after transaction and names each, or checks what is there. */
async function run(task: string, name: StoreName, dir: string, limit: number): Promise<void> {
  const store = await openStore(name, dir);
  const [format, known] = await store.getMany(['!format', 'o!journal']);
  if (format !== undefined && format !== FORMAT) throw new Error(`format ${format} is not ${FORMAT}`);
  if (task === 'check') {
    const all = await store.range('s!', 's\u007f');
    const checked: Checked = { offset: Number(known ?? 0), rows: all.filter(([, value]) => value === VALUE).length };
    process.stdout.write(`${JSON.stringify(checked)}\n`);
    await store.close();
    return;
  }
  const first = Number(known ?? 0) + 1;
  for (let n = first; n < first + limit; n += 1) {
    const rows = Array.from({ length: ROWS }, (_, i): [string, string] => [rowKey(n, i), VALUE]);
    const format = task === 'write-other' ? '2' : FORMAT;
    await store.write({ puts: [...rows, ['o!journal', String(n)], ['!format', format]] });
    if (n % 50 === 0) await store.flush();
    process.stdout.write(`${n}\n`);
  }
  await store.flush();
  await store.close();
}

const [task = '', name = '', dir = '', limit = ''] = process.argv.slice(2);
run(task, name as StoreName, dir, Number(limit)).catch((error: unknown) => {
  process.stderr.write(String((error as Error).cause ?? error));
  process.exit(3);
});
