import { relative } from 'node:path';
import logs from './log-folder.js';
import { costliestFiles } from './costliest.mjs';
import events from './events.js';

/** Above this number, unit test files are summed up in one line from time to time: each takes milliseconds. */
const TOLD_ONE_BY_ONE = 20;
const SUM_EVERY_MS = 5_000;
const SIGN_OF_LIFE_MS = 60_000;

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
const print = (line) => process.stdout.write(`${line}\n`);

/** Prints each test file when it is done and each failure when it happens, in plain lines. For `npm test` and `npx jest` alike. */
export default class Reporter {
  running = new Map();
  files = [];
  totals = { passed: 0, failed: 0, skipped: 0 };
  summedAt = 0;

  onRunStart({ numTotalTestSuites, startTime }) {
    this.planned = numTotalTestSuites;
    this.startedAt = startTime;
    events.send({ event: 'planned', files: numTotalTestSuites });
    this.printedAt = Date.now();
    this.ticking = setInterval(() => this.giveSignOfLife(), SIGN_OF_LIFE_MS / 4).unref();
  }

  onTestFileStart({ path }) {
    this.running.set(path, Date.now());
    events.send({ event: 'started', file: path });
  }

  onTestFileResult(test, result) {
    const file = doneFile(test.path, result, Date.now() - (this.running.get(test.path) ?? Date.now()));
    this.running.delete(test.path);
    this.files.push(file);
    for (const kind of Object.keys(this.totals)) this.totals[kind] += file[kind];
    events.send({ event: 'done', ...file });
    const size = test.context.config.displayName?.name ?? 'tests';
    if (file.failed > 0 || !this.inSum(size)) print(this.line(size, file));
    else this.sum(size);
    if (this.planned === 1) result.testResults.forEach(({ status, fullName }) => print(`  ${status}: ${fullName}`));
    for (const { type, message } of result.console ?? []) print(`  console.${type}: ${message}`);
    if (file.failed > 0) this.printFailure(test.path, result);
    this.printedAt = Date.now();
  }

  onRunComplete() {
    clearInterval(this.ticking);
    if (this.totals.failed > 0) logs.keepLogs();
    events.send({ event: 'complete' });
    if (process.env.STOPSMS_TEST_EVENTS) return;
    const { passed, failed, skipped } = this.totals;
    costliestFiles(this.files).forEach(print);
    const more = skipped > 0 ? `, ${skipped} skipped` : '';
    print(
      `\n${this.files.length} files, ${seconds(Date.now() - this.startedAt)}\n${passed} passed, ${failed} failed${more}`,
    );
  }

  inSum(size) {
    return size === 'unit' && this.planned > TOLD_ONE_BY_ONE;
  }

  line(size, { file, seconds: took, passed, failed, skipped }) {
    const outcome = failed > 0 ? 'FAILED' : 'passed';
    const tests = failed > 0 ? `${failed} of ${passed + failed} failed` : `${passed} tests`;
    const more = skipped > 0 ? `, ${skipped} skipped` : '';
    const position = `${this.files.length}/${this.planned}`.padStart(7);
    return `${size.padEnd(7)} ${position}  ${outcome} ${seconds(took * 1000).padStart(8)}  ${name(file)} (${tests}${more})`;
  }

  sum(size) {
    const now = Date.now();
    if (now - this.summedAt < SUM_EVERY_MS && this.files.length < this.planned) return;
    this.summedAt = now;
    const { passed, failed } = this.totals;
    const position = `${this.files.length}/${this.planned}`.padStart(7);
    print(`${size.padEnd(7)} ${position} files, ${passed} passed, ${failed} failed, ${seconds(now - this.startedAt)}`);
  }

  printFailure(path, { failureMessage }) {
    print(`\n${failureMessage?.trimEnd() ?? '  It failed and says nothing.'}\n`);
    logs.tailOf(path).forEach(print);
    print(`  This file alone: ${aloneCommand(path)}\n`);
  }

  giveSignOfLife() {
    const now = Date.now();
    if (now - this.printedAt < SIGN_OF_LIFE_MS || this.running.size === 0) return;
    this.printedAt = now;
    const files = [...this.running].map(([path, since]) => `${name(path)} (${seconds(now - since)})`);
    print(`still running: ${files.join(', ')}`);
  }
}

const name = (path) => relative(logs.root, path);

/** A file that could not even be loaded, or has no test, counts as one failure. */
function doneFile(path, { numPassingTests, numFailingTests, numPendingTests, numTodoTests, failureMessage }, tookMs) {
  const failed = numFailingTests === 0 && failureMessage ? 1 : numFailingTests;
  const skipped = numPendingTests + numTodoTests;
  const failure = failed > 0 ? failureMessage?.trim() : undefined;
  return { file: path, passed: numPassingTests, failed, skipped, seconds: tookMs / 1000, failure };
}

function aloneCommand(path) {
  const faults = process.env.STOPSMS_FAULTS;
  return `${faults ? `STOPSMS_FAULTS='${faults}' ` : ''}npx jest ${name(path)}`;
}
