import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';

// kubectl, the container engine and the cluster's tools are simulated here: programs of those names, alone on the PATH, write down how
// they were called and answer as a test configures. What is tested is ours: when `node tools/run.mjs cluster` refuses, and what it
// asks of them in which order.

/** Answers by prefix of the call, without `--context X`; the longest prefix wins. null is a failure. */
export type Answers = Record<string, unknown>;

/** In sh, since one run makes some thirty calls; by tabs, since no word here has one. */
const programFor = (folder: string, answers: Answers): string => {
  const longestFirst = Object.entries(answers).sort(([one], [other]) => other.length - one.length);
  const cases = longestFirst.map(([call, answer], index) => {
    if (answer === null) return `'${call}'*) echo "fake: $call" >&2; exit 1;;`;
    if (isServed(answer)) return `'${call}'*) exec '${process.execPath}' '${folder}/serve.js';;`;
    writeFileSync(join(folder, `answer-${index}`), typeof answer === 'string' ? answer : JSON.stringify(answer));
    return `'${call}'*) exec /bin/cat '${folder}/answer-${index}';;`;
  });
  return `#!/bin/sh
program="\${0##*/}"
{ printf '%s' "$program"; printf '\\t%s' "$@"; echo; } >> '${folder}/calls'
[ "$1" = --context ] && shift 2
call="$program $*"
case "$call" in
${cases.join('\n')}
*) exit 1;;
esac
`;
};

const isServed = (answer: unknown): answer is { serve: Record<string, object> } =>
  typeof answer === 'object' && answer !== null && 'serve' in answer;

/** Target of kubectl port-forward. */
const serverFor = (folder: string, answers: Answers): string => `
const { appendFileSync } = require('node:fs');
const answers = ${JSON.stringify(Object.values(answers).find(isServed)?.serve ?? {})};
const server = require('node:http').createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    appendFileSync('${folder}/calls', [request.method, request.url, body].join('\\t') + '\\n');
    const answer = answers[request.method + ' ' + request.url];
    // As the people of development do.
    const isOther = request.url.startsWith('/people/') && request.headers.host !== 'sign-in.localhost:3008';
    response.writeHead(isOther ? 421 : answer ? 200 : 404).end(JSON.stringify(answer ?? {}));
  });
});
server.listen(0, '127.0.0.1', () => console.log('Forwarding from 127.0.0.1:' + server.address().port + ' -> 3001'));
`;

export interface FakeRun {
  code: number | null;
  said: string;
  /** Program and words of each call, in order; of HTTP requests method, path and body. */
  calls: string[][];
  /** Calls that change something. */
  changes: string[][];
}

const CHANGING = ['apply', 'delete', 'build', 'save'];

const folders: string[] = [];
export const forgetAll = (): void => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true }));

/** Runs `node tools/run.mjs cluster` among these programs. */
export async function play(programs: string[], answers: Answers, args: string[]): Promise<FakeRun> {
  const folder = mkdtempSync(join(tmpdir(), 'stopsms-cluster-'));
  folders.push(folder);
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const program = programFor(bin, answers);
  for (const name of programs) writeFileSync(join(bin, name), program, { mode: 0o755 });
  writeFileSync(join(bin, 'serve.js'), serverFor(bin, answers));
  writeFileSync(join(bin, 'calls'), '');
  symlinkSync(gitOnPath(), join(bin, 'git'));
  const env = { PATH: bin, STOPSMS_DIR: join(folder, 'kept'), HOME: folder };
  const child = spawn(process.execPath, ['tools/run.mjs', 'cluster', ...args], { cwd: workspaceRoot(), env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const calls = readFileSync(join(bin, 'calls'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));
  const changes = calls.filter(([, ...words]) => words.some((word) => CHANGING.includes(word)));
  return { code, said, calls, changes };
}

function gitOnPath(): string {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'git'))
    .find(existsSync);
  if (!found) throw new Error('git is not on the PATH');
  return found;
}
