// What a test and the services it starts write goes to a file of that test, printed only when it fails. The folder is named by
// STOPSMS_TEST_LOGS; set to nothing, all is written to the terminal as it comes.
const { mkdirSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, relative } = require('node:path');

const root = join(__dirname, '../../..');
const TAIL_LINES = 60;
let kept = false;

/** For `npx jest`, which nobody gave a folder: one that is deleted at its end, unless a test failed. */
function prepareLogs() {
  const given = process.env.STOPSMS_TEST_LOGS;
  if (given) mkdirSync(given, { recursive: true });
  if (given !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'stopsms-test-logs-'));
  process.env.STOPSMS_TEST_LOGS = folder;
  process.on('exit', () => kept || rmSync(folder, { recursive: true, force: true }));
}

function keepLogs() {
  kept = true;
}

/** @returns the file for what this test file writes; undefined where that goes to the terminal */
function logOf(testFile) {
  const folder = process.env.STOPSMS_TEST_LOGS;
  return folder ? join(folder, `${relative(root, testFile).replaceAll('/', '__')}.log`) : undefined;
}

/** @returns the last lines of the log and where the whole is; nothing if there is none */
function tailOf(testFile) {
  const file = logOf(testFile);
  let text = '';
  try {
    text = file ? readFileSync(file, 'utf8').trimEnd() : '';
  } catch {
    // Nothing was written.
  }
  if (text === '') return [];
  const lines = text.split('\n');
  const shown = lines.slice(-TAIL_LINES);
  return [
    `  Its log, ${shown.length} of ${lines.length} lines, the whole in ${file}:`,
    ...shown.map((line) => `    ${line}`),
  ];
}

module.exports = { keepLogs, logOf, prepareLogs, root, tailOf };
