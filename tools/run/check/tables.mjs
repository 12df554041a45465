import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Each table belongs to one store, the only file that has SQL of it (CONTRIBUTING.md, "Tables"). `apps/<service>/tables.json` lists them:
// `stores` has the tables of each store, `joins` tables of other stores that a statement of a store reads beside its own, `libraries` tables
// that a library owns. `outside` counts tables named in files that do not own them, `asserted` statements whose types are not
// generated: neither may rise, and `--lower` writes lower counts.

const SQL_OF = /\b(?:FROM|INTO|UPDATE|JOIN|USING|LOCK TABLE)\s+(?:ONLY\s+)?([a-z_]+)\b/g;
/** A result whose type is written by hand, and a text that no store gives. */
const ASSERTED = /\.(?:query<|(?:query|send)\(\s*['"`])/g;
const NOT_READ = /\/migrations\/|\.spec\.ts$|\.sql\.ts$/;

/** Compares a service with its `tables.json`. */
export function checkTables(folder, service) {
  const app = join(folder, 'apps', service);
  const listed = JSON.parse(readFileSync(join(app, 'tables.json'), 'utf8'));
  const tables = new Set(
    [...readFileSync(join(app, 'schema.sql'), 'utf8').matchAll(/^CREATE TABLE (\w+)/gm)].map(([, name]) => name),
  );
  const owners = new Map(
    Object.entries({ ...listed.libraries, ...listed.stores }).flatMap(([of, names]) => names.map((name) => [name, of])),
  );
  const outside = [];
  let asserted = 0;
  for (const file of sourcesOf(app)) {
    const text = readFileSync(join(app, file), 'utf8');
    asserted += [...text.matchAll(ASSERTED)].length;
    const mayJoin = new Set(listed.joins?.[file]);
    for (const table of new Set([...text.matchAll(SQL_OF)].map(([, name]) => name))) {
      const owner = owners.get(table);
      if (!tables.has(table) || owner === file || mayJoin.has(table)) continue;
      const instead = owner === undefined ? 'no store owns it yet' : `${owner} owns it`;
      outside.push(`  apps/${service}/${file}: SQL of ${table}; ${instead}`);
    }
  }
  return { listed, tables, owners, outside, found: { outside: outside.length, asserted } };
}

function sourcesOf(app) {
  const files = readdirSync(join(app, 'src'), { recursive: true, encoding: 'utf8' }).map((file) => `src/${file}`);
  return files.filter((file) => file.endsWith('.ts') && !NOT_READ.test(file)).sort();
}

/** Faults of a service's list by itself: files and tables that do not exist, tables with two owners. */
function faultsOf(folder, service, { listed, tables }) {
  const stores = Object.entries(listed.stores);
  const named = [...stores, ...Object.entries(listed.joins ?? {})];
  const twice = stores.flatMap(([, names]) => names).filter((name, at, all) => all.indexOf(name) !== at);
  return [
    ...named
      .filter(([file]) => !existsSync(join(folder, 'apps', service, file)))
      .map(([file]) => `${file} does not exist`),
    ...named.flatMap(([, names]) =>
      names.filter((name) => !tables.has(name)).map((name) => `there is no table ${name}`),
    ),
    ...twice.map((name) => `two stores own ${name}`),
  ].map((fault) => `apps/${service}/tables.json: ${fault}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.cwd();
  const services = readdirSync(join(folder, 'apps')).filter((app) =>
    existsSync(join(folder, 'apps', app, 'tables.json')),
  );
  const asked = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
  for (const service of asked.length > 0 ? asked : services) {
    const result = checkTables(folder, service);
    const { listed, outside, found } = result;
    const rises = Object.entries(found).filter(([kind, count]) => count > (listed.baseline[kind] ?? 0));
    const falls = Object.entries(found).filter(([kind, count]) => count < (listed.baseline[kind] ?? 0));
    if (process.argv.includes('--list')) console.log(`${service}: ${JSON.stringify(found)}\n${outside.join('\n')}`);
    for (const fault of faultsOf(folder, service, result)) {
      console.error(fault);
      process.exitCode = 1;
    }
    for (const [kind, count] of rises) {
      process.exitCode = 1;
      console.error(`apps/${service}: ${kind} is ${count} (baseline ${listed.baseline[kind] ?? 0})`);
      if (kind === 'outside')
        console.error(
          `${outside.join('\n')}\nMove the statement to the store of its table; CONTRIBUTING.md, "Tables".`,
        );
      else
        console.error(
          'Give the statement to a store’s `statements`, whose types are generated; CONTRIBUTING.md, "Tables".',
        );
    }
    if (rises.length === 0 && falls.length > 0 && process.argv.includes('--lower')) {
      const text = JSON.stringify({ ...listed, baseline: found }, undefined, 2);
      writeFileSync(join(folder, 'apps', service, 'tables.json'), `${text}\n`);
    } else if (falls.length > 0) {
      console.log(`Lower the baseline of ${service}: node tools/run/check/tables.mjs --lower`);
    }
  }
}
