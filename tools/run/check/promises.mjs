import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Tables of docs/testing.md#promises: each guarantee, service and subject has a promise, each promise a test of `npm test`, and each
// core test a promise. Headings of the tables: `Guarantees`, names of services, and any other, whose first column is not checked.

const PAGE = 'docs/testing.md';
const GUARANTEES = join('docs', 'design', 'guarantees.md');
const CORE_TEST = /\.core\.test\.ts$/;
const NAMED = /\.(?:core\.test|spec)\.ts$/;
/** Folders with a Nest module and no behaviour of their own. */
const NO_SUBJECTS = new Map([
  ['consumes', 'passes records to subjects'],
  ['produces', 'names the topics that subjects publish to'],
  ['jobs', 'runs the work of subjects at intervals'],
  ['retention', 'runs the retention rules of subjects'],
]);

/** Returns missing or invalid promises of a folder, a line each. */
export function brokenPromises(folder) {
  const files = filesOf(folder);
  const read = (page) => (existsSync(join(folder, page)) ? readFileSync(join(folder, page), 'utf8') : '');
  const rows = rowsOf(read(PAGE));
  const services = namesOf(files, /^apps\/([^/]+)\//);
  const guarantees = [...read(GUARANTEES).matchAll(/^## (G\d+)$/gm)].map(([, name]) => name);

  return [
    ...rows.flatMap((row) => faultsOfTests(row, files)),
    ...guarantees
      .filter((name) => !rows.some(({ of, subject }) => of === 'Guarantees' && namesIn(subject).includes(name)))
      .map((name) => `${PAGE}: no core test proves ${GUARANTEES}#${name.toLowerCase()}`),
    ...services.flatMap((service) => faultsOfSubjects(service, files, rows)),
    ...files
      .filter((file) => CORE_TEST.test(file) && !rows.some(({ tests }) => tests.includes(file)))
      .map((file) => `${file} proves no promise of ${PAGE}: add it to a row, or name it *.test.ts`),
  ];
}

function faultsOfTests({ line, promise, tests }, files) {
  const report = (fault) => `${PAGE}:${line}: ${fault}`;
  if (tests.length === 0) return [report(`"${promise}" has no core test`)];
  return tests.flatMap((test) => {
    if (!files.includes(test)) return [report(`there is no ${test}`)];
    return NAMED.test(test) ? [] : [report(`${test} is neither *.core.test.ts nor *.spec.ts`)];
  });
}

/** A row of a folder is also one of the folders that contain it: `people/consents` of `people`. */
function faultsOfSubjects(service, files, rows) {
  const folders = namesOf(files, new RegExp(`^apps/${service}/src/(.+)/[^/]+$`));
  const own = rows.filter(({ of }) => of === service);
  if (own.length === 0) return [`${PAGE}: the service ${service} has no promise`];
  const named = own.flatMap(({ line, subject }) => namesIn(subject).map((name) => ({ line, name })));
  const modules = namesOf(files, new RegExp(`^apps/${service}/src/(.+)/[^/]+\\.module\\.ts$`));
  return [
    ...named
      .filter(({ name }) => !folders.some((path) => `${path}/`.startsWith(`${name}/`)))
      .map(({ line, name }) => `${PAGE}:${line}: there is no apps/${service}/src/${name}`),
    ...modules
      .filter((path) => !NO_SUBJECTS.has(path) && !named.some(({ name }) => `${name}/`.startsWith(`${path}/`)))
      .map((path) => `${PAGE}: the subject apps/${service}/src/${path} has no promise with a core test`),
  ];
}

/** Rows of the tables under `## Promises`: subject, promise, tests. `of` is the heading of the table. */
function rowsOf(text) {
  let section = '';
  let of = '';
  return text.split('\n').flatMap((content, index) => {
    const [, level, title] = /^(#{1,3}) (.+)$/.exec(content) ?? [];
    if (level === '###') of = title;
    else if (level) section = title;
    if (section !== 'Promises' || !content.startsWith('|') || /^\| *-|Core tests *\|$/.test(content)) return [];
    const [subject = '', promise = '', tests = ''] = content
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    return [{ of, line: index + 1, subject, promise, tests: namesIn(tests) }];
  });
}

const namesIn = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
const namesOf = (files, pattern) => [...new Set(files.flatMap((file) => pattern.exec(file)?.[1] ?? []))];

/** Also those that are not committed yet. */
function filesOf(folder) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 64e6 }).split('\0');
  return listed.filter((file) => existsSync(join(folder, file)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const broken = brokenPromises(process.cwd());
  for (const line of broken) console.error(line);
  process.exitCode = broken.length === 0 ? 0 : 1;
}
