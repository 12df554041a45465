import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Words that docs/glossary.md replaces, doc comments that open with a relative clause, and odd descriptions and titles are counted in the sources and compared with
// the counts of vocabulary.json: none may rise, and a lower count is written there with `--lower`. Topics, routes, fields, columns,
// metrics and reason codes are public names, allowed by the baseline. Aims: told/tell below 50, relative openings below 8 %.

const SOURCES = ['apps', 'libs', 'tools', 'benchmarks', 'e2e'];
const CODE = /\.(?:[cm]?js|tsx?)$/;
const NOT_READ =
  /\/migrations\/|\.migration\.ts$|^libs\/clients\/src\/services\/|^tools\/run\/check\/vocabulary\.mjs$|^tools\/run\/test\/vocabulary\.test\.ts$/;
const BASELINE = 'tools/run/check/vocabulary.json';
const MAX_LISTED = 20;

/** Matches a word on its own or as a part of a name in camel case: `told`, `isTold`, `ToldBy`, not `retold`. */
function word(...forms) {
  const capital = (form) => form[0].toUpperCase() + form.slice(1);
  const [lower, upper] = [forms.join('|'), forms.map(capital).join('|')];
  return new RegExp(`(?:(?<![A-Za-z])(?:${lower}|${upper})|(?<=[a-z])(?:${upper}))(?![a-z])`, 'g');
}

/** Matches a name, whole. */
const name = (...names) => new RegExp(`\\b(?:${names.join('|')})\\b`, 'g');

const DOC_COMMENT = /\/\*\*[\s*]*\S/g;
const RELATIVE_OPENING =
  /\/\*\*[\s*]*(?:(?:What|Whatever|Whose|Whom?|Whoever|Which|Of|Whether|How|Where|When|Why|That|Those)\b|(?:As|By|In|For|To|With) (?:wh|those\b))/gi;

/** Descriptions of the API and of settings, and titles of tests: read by people who do not know the code. */
const DESCRIPTION = /(?:\.describe\(|\b(?:description|summary):)\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
const TITLE = /(?<![\w.])(?:describe|it|test)(?:\.\w+)?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
/** Relative clauses without a head, inversions and private idioms, as they were found in descriptions and titles. */
const ODD =
  /\b(?:(?<!\b(?:one|some|all|each|none|two) )of (?:whom|which)|whoever|nobody’s|goes on|go on|(?<!Explanation.*)what (?:was|they|comes|waits)|is no (?!longer|known|more\b)|(?<!there )is none|of before|of the meantime)\b|^(?:what (?:is|was|comes)|whose|whom|nor|so does|by which|and)\b/i;

/** Texts of a pattern that match `ODD`, with the position of the text. */
const oddTexts = (pattern) => (text) =>
  [...text.matchAll(pattern)]
    .filter(({ 2: words }) => ODD.test(words))
    .map(({ 0: match, index }) => ({ 0: match, index }));

/** Kinds of findings; the key is that of the baseline. A kind is a pattern, or a function that finds matches in a text. */
export const KINDS = {
  'told, tell': word('told', 'tell', 'tells', 'telling'),
  'relative opening': RELATIVE_OPENING,
  'MOST_, LONGEST_, FEWEST_, SHORTEST_, LEAST_': /\b(?:MOST|LONGEST|FEWEST|SHORTEST|LEAST)_\w+/g,
  'NOBODY_WAITS, A_MOMENT, gatherMs': name('NOBODY_WAITS', 'A_MOMENT', 'gatherMs'),
  'asked()': /\basked\(|\bnew Asked\b/g,
  heed: word('heed', 'heeds', 'heeded'),
  Turns: name('Turns'),
  'personHasHadEnough, personDisagrees, notYet, neverInTime': name(
    'personHasHadEnough',
    'personDisagrees',
    'notYet',
    'neverInTime',
  ),
  news: name('countNews', 'NEWS', 'newsOf'),
  ChangeAnnounced: name('ChangeAnnounced'),
  givenBack: /\b\w*[gG]ivenBack\w*/g,
  'shownTime, played, blindness': /\b\w*[sS]hownTime\w*|\b[pP]layed\w*|\b\w*[bB]lindness\b/g,
  'hear, heard': word('hear', 'hears', 'heard', 'hearing'),
  'setImmediate as others': /setImmediate as others/g,
  place: word('place', 'places'),
  standing: word('standing', 'standings', 'stands'),
  unread: word('unread'),
  'chore, sweep, purge': word('chore', 'chores', 'sweep', 'sweeps', 'purge', 'purges'),
  'Known…, Kept…, Shown…, Found…': /\b(?:Known|Kept|Shown|Found)[A-Z]\w*/g,
  'odd description': oddTexts(DESCRIPTION),
  'odd title': oddTexts(TITLE),
};

/** Counts findings of each kind in the sources of a folder. `lines` are `file:line: text`; `docComments` is what openings are a share of. */
export function countWords(folder) {
  const found = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []]));
  let docComments = 0;
  for (const file of filesOf(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    docComments += [...text.matchAll(DOC_COMMENT)].length;
    for (const [kind, pattern] of Object.entries(KINDS)) {
      for (const { 0: match, index } of typeof pattern === 'function' ? pattern(text) : text.matchAll(pattern)) {
        found[kind].push(lineAt(file, text, index + match.search(/\w/)));
      }
    }
  }
  return { found, docComments };
}

/** Compares the counts of a folder with its baseline. `rises` fail the check, `falls` ask for a lower baseline. */
export function compareWithBaseline(folder) {
  const { found, docComments } = countWords(folder);
  const baseline = JSON.parse(readFileSync(join(folder, BASELINE), 'utf8'));
  const rises = [];
  const falls = [];
  for (const [kind, lines] of Object.entries(found)) {
    const allowed = baseline[kind] ?? 0;
    if (lines.length < allowed) falls.push(`${kind}: ${lines.length} (baseline ${allowed})`);
    if (lines.length <= allowed) continue;
    const added = addedLines(folder);
    const recent = lines.filter(({ key }) => added.has(key));
    const listed = recent.length > 0 ? recent : lines;
    rises.push(`${kind}: ${lines.length} (baseline ${allowed}); ${recent.length > 0 ? 'new lines' : 'all lines'}:`);
    rises.push(...listed.slice(0, MAX_LISTED).map(({ key, text }) => `  ${key}: ${text}`));
    if (listed.length > MAX_LISTED) rises.push(`  and ${listed.length - MAX_LISTED} more`);
  }
  return { found, docComments, rises, falls };
}

/** `file:line` of lines added since the baseline was last committed, uncommitted and untracked ones included. */
function addedLines(folder) {
  const git = (...args) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 256e6 });
  const added = new Set();
  const since = git('log', '-1', '--format=%H', '--', BASELINE).trim();
  if (since !== '') {
    let file = '';
    for (const line of git('diff', '-U0', '--no-color', '--no-ext-diff', since, '--', ...present(folder)).split('\n')) {
      if (line.startsWith('+++ b/')) file = line.slice(6);
      const [, from, count = '1'] = /^@@ \S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
      for (let at = 0; from !== undefined && at < Number(count); at += 1) added.add(`${file}:${Number(from) + at}`);
    }
  }
  for (const file of git('ls-files', '--others', '--exclude-standard')
    .split('\n')
    .filter((one) => CODE.test(one))) {
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .forEach((_, index) => added.add(`${file}:${index + 1}`));
  }
  return added;
}

/** Position and text of the line that has the character at an index. */
function lineAt(file, text, index) {
  const before = text.slice(0, index).split('\n').length;
  return { key: `${file}:${before}`, text: text.split('\n')[before - 1].trim().slice(0, 140) };
}

const present = (folder) => SOURCES.filter((source) => existsSync(join(folder, source)));

/** Sources in Git, those not yet committed included. */
function filesOf(folder) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...present(folder)];
  const listed = execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 64e6 }).split('\0');
  return listed.filter((file) => CODE.test(file) && !NOT_READ.test(file) && existsSync(join(folder, file)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.cwd();
  const { found, docComments, rises, falls } = compareWithBaseline(folder);
  const counts = Object.fromEntries(Object.entries(found).map(([kind, lines]) => [kind, lines.length]));
  if (process.argv.includes('--list')) {
    for (const [kind, count] of Object.entries(counts)) console.log(`${String(count).padStart(6)}  ${kind}`);
    const share = (100 * counts['relative opening']) / docComments;
    console.log(`${share.toFixed(1)} % of ${docComments} doc comments open with a relative clause`);
  }
  for (const line of rises) console.error(line);
  if (rises.length > 0) {
    console.error('Use the word of docs/glossary.md; open a doc comment with a noun or a verb.');
    process.exitCode = 1;
  } else if (falls.length > 0 && process.argv.includes('--lower')) {
    writeFileSync(join(folder, BASELINE), `${JSON.stringify(counts, undefined, 2)}\n`);
  } else if (falls.length > 0) {
    console.log(`Lower the baseline: node tools/run/check/vocabulary.mjs --lower\n${falls.join('\n')}`);
  }
}
