// How `npm test` knows, while Jest runs, which files run since when, in which process, and which are done: a line of JSON for
// each event in a file that STOPSMS_TEST_EVENTS names. A file, because it is still there when a process was killed.
const { appendFileSync, readFileSync } = require('node:fs');

function send(event) {
  const file = process.env.STOPSMS_TEST_EVENTS;
  if (file) appendFileSync(file, `${JSON.stringify({ at: Date.now(), ...event })}\n`);
}

/** @returns what has happened so far; times are epoch ms */
function progressOf(eventFile) {
  const progress = { planned: undefined, running: new Map(), cpu: new Map(), done: [], complete: false, lastAt: 0 };
  let text = '';
  try {
    text = readFileSync(eventFile, 'utf8');
  } catch {
    // Jest has not begun.
  }
  for (const line of text.split('\n').slice(0, -1)) apply(progress, JSON.parse(line));
  return progress;
}

function apply(progress, { event, at, ...rest }) {
  progress.lastAt = at;
  if (event === 'planned') progress.planned = rest.files;
  if (event === 'started') progress.running.set(rest.file, { startedAt: at });
  if (event === 'in-process') Object.assign(progress.running.get(rest.file) ?? {}, { pid: rest.pid });
  if (event === 'used') progress.cpu.set(rest.file, rest.cpuSeconds);
  if (event === 'done') {
    progress.running.delete(rest.file);
    progress.done.push({ ...rest, cpuSeconds: progress.cpu.get(rest.file) });
  }
  if (event === 'complete') progress.complete = true;
}

module.exports = { progressOf, send };
