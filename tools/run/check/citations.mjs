import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { headingsOf, linksOf } from './markdown-page.mjs';

// A rule is cited as `docs/law/france.md#sending-hours`, everywhere alike, so that one search finds all that rests on it. Whatever
// page, heading or decision is named must exist. Run in the folder whose files are to be looked at.

const TEXTS = /\.(?:[cm]?[jt]sx?|json|ya?ml|md|sql|sh|example)$|^Dockerfile$/;
/** Written by others, by a program from what is looked at here, or full of faults to find. */
const NOT_OURS = /^package-lock\.json$|^libs\/(?:text|reply)-reader\/weights\/|^tools\/run\/test\/citations\.test\.ts$/;

/** `docs/…` from the root, not a part of another path or address; a page ends in `.md`, a decision may be its number. */
const CITED = /(?<![\w./@-])docs\/(?:[\w-]+\/)*(?:[\w-]+\.md(?:#[\w-]*)?|(?<=decisions\/)\d{4}(?![\w-]))/g;
/** A file or folder of the code as pages name it: `apps/gateway/src/smpp`. Decisions and results name those of their day. */
const CODE_PATH = /`((?:apps|libs|e2e|tools|benchmarks)\/[\w./-]+)`/g;
const OF_THEIR_DAY = /^docs\/decisions\/|^benchmarks\/results\/|^CHANGELOG\.md$/;
/** Pages of this repository's beginning, which were never in it. */
const NEVER_HERE = /(?<![\w-])(?:(?:rules|design|design-2|style)\.md|cases\/README)(?!\w)/g;
/** Long pages: a citation of one must name its heading. */
const BY_HEADING = /^docs\/(?:law|design)\/(?!README\.md)/;

/** Returns the faults in the files of a folder: `file:line: fault`. */
export function brokenCitations(folder) {
  const pages = new Map();
  const headings = (page) => {
    if (!pages.has(page)) pages.set(page, headingsOf(readFileSync(join(folder, page), 'utf8')));
    return pages.get(page);
  };
  const faultOf = (page, heading) => {
    if (!existsSync(join(folder, page))) return `there is no ${page}`;
    if (heading === undefined || !page.endsWith('.md')) return undefined;
    return headings(page).has(heading) ? undefined : `${page} has no heading #${heading}`;
  };

  const faultOfCitation = (cited, isPage) => {
    if (/\/\d{4}$/.test(cited)) {
      const isThere = readdirSync(join(folder, dirname(cited))).some((name) => name.startsWith(`${cited.slice(-4)}-`));
      return isThere ? undefined : `there is no ${cited}-….md`;
    }
    const [page, heading] = cited.split('#');
    if (heading === undefined && !isPage && BY_HEADING.test(page)) return `${page} is cited without a heading`;
    return faultOf(page, heading);
  };

  const faultOfLink = (file, target) => {
    const [path, heading] = decodeURI(target).split('#');
    return faultOf(path === '' ? file : relative(folder, join(folder, dirname(file), path)), heading);
  };

  return filesOf(folder).flatMap((file) => {
    const isPage = file.endsWith('.md');
    const text = readFileSync(join(folder, file), 'utf8');
    const report = (index, fault) => (fault ? [`${file}:${text.slice(0, index).split('\n').length}: ${fault}`] : []);
    const links = isPage ? linksOf(text) : [];
    const paths = isPage && !OF_THEIR_DAY.test(file) ? [...text.matchAll(CODE_PATH)] : [];
    return [
      ...paths.flatMap(({ 1: path, index }) =>
        report(index, existsSync(join(folder, path)) ? undefined : `there is no ${path}`),
      ),
      ...[...text.matchAll(CITED)].flatMap(({ 0: cited, index }) =>
        links.some((link) => link.from <= index && index < link.to)
          ? []
          : report(index, faultOfCitation(cited, isPage)),
      ),
      ...[...text.matchAll(NEVER_HERE)].flatMap(({ 0: cited, index }) =>
        report(index, `${cited} is not in this repository: cite a page of docs/law or docs/design, and its heading`),
      ),
      ...links.flatMap(({ target, from }) => report(from, faultOfLink(file, target))),
    ];
  });
}

/** Also those that are not committed yet. */
function filesOf(folder) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 64e6 }).split('\0');
  return listed.filter((file) => TEXTS.test(file) && !NOT_OURS.test(file) && existsSync(join(folder, file)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const broken = brokenCitations(process.cwd());
  for (const line of broken) console.error(line);
  process.exitCode = broken.length === 0 ? 0 : 1;
}
