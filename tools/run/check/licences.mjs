import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Licences of all packages of the lock file, which must be of the list in licences.json; an exception there names its package and a reason.

const LIST = 'tools/run/check/licences.json';

/** Returns the packages whose licence is not on the list, and exceptions that nothing needs. */
export function licenceFaults({ packages }, { allowed, exceptions }) {
  const needed = new Set();
  const faults = Object.entries(packages).flatMap(([path, { license = 'none', link }]) => {
    const name = path.split('node_modules/').at(-1);
    if (path === '' || link || allowed.includes(license)) return [];
    const known = exceptions.find((one) => new RegExp(`^${one.packages}$`).test(name) && one.licence === license);
    if (!known?.reason) return [`${name}: the licence ${license} is not in ${LIST}`];
    needed.add(known);
    return [];
  });
  const stale = exceptions.filter((one) => !needed.has(one)).map((one) => `${LIST}: nothing needs ${one.packages}`);
  return [...new Set(faults), ...stale];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (file) => JSON.parse(readFileSync(join(process.cwd(), file), 'utf8'));
  const faults = licenceFaults(read('package-lock.json'), read(LIST));
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exit(1);
  }
}
