import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Lines of the tree by kind, which may not exceed line-budget.json. A change that needs more raises the budget by hand and gives the reason.

const BUDGET = 'line-budget.json';
const CODE = /\.(?:[cm]?[jt]sx?|css|html|java|sql)$/;

/** Kinds in order: a file is of the first that has it, and is not counted if none has. */
const KINDS = [
  ['generated', /^docs\/(?:problems\.md$|rules\/)|^k8s\/.*\/generated\/|\.sql\.ts$|(?:^|\/)schema\.sql$/],
  ['test', /^e2e\/|\/test\/|\.spec\.tsx?$/, CODE],
  ['product', /^(?:apps|libs|tools|benchmarks)\//, CODE],
];
const NAMES = ['product', 'test', 'generated'];

/** Returns the lines of each kind in a folder. */
export function countLines(folder) {
  const lines = Object.fromEntries(NAMES.map((name) => [name, 0]));
  for (const file of filesOf(folder)) {
    const [kind] = KINDS.find(([, ...patterns]) => patterns.every((pattern) => pattern.test(file))) ?? [];
    if (kind) lines[kind] += linesOf(readFileSync(join(folder, file)));
  }
  return lines;
}

/** Returns the faults in the budget of a folder, a line each. */
export function budgetFaults(folder, lines) {
  const budget = JSON.parse(readFileSync(join(folder, BUDGET), 'utf8'));
  return NAMES.flatMap((kind) => {
    const { lines: max, reason } = budget[kind] ?? {};
    if (!Number.isInteger(max)) return [`${BUDGET}: ${kind} has no number of lines`];
    if (typeof reason !== 'string' || reason.trim() === '') return [`${BUDGET}: ${kind} has no reason`];
    if (lines[kind] <= max) return [];
    return [
      `${inWords(lines[kind])} ${kind} lines, ${inWords(lines[kind] - max)} more than the budget of ${inWords(max)}. ` +
        `Delete some, or raise "lines" of ${kind} in ${BUDGET} and give the reason there.`,
    ];
  });
}

const inWords = (count) => count.toLocaleString('en');

function linesOf(content) {
  let count = 0;
  for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) count += 1;
  return count;
}

/** Also those that are not committed yet. */
function filesOf(folder) {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 64e6 }).split('\0');
  return listed.filter((file) => file !== '' && existsSync(join(folder, file)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = countLines(process.cwd());
  console.log(NAMES.map((kind) => `${kind} ${inWords(lines[kind])}`).join(' · '));
  const faults = budgetFaults(process.cwd(), lines);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
