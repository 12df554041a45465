// Runs before each test file, in its surroundings: what it and the services in it write goes to its own log.
const { appendFileSync } = require('node:fs');
const { Writable } = require('node:stream');
const { send } = require('./events.js');
const { logOf } = require('./log-folder.js');

const { testPath } = expect.getState();
send({ event: 'in-process', file: testPath, pid: process.pid });

const log = logOf(testPath);
if (log) {
  for (const name of ['stdout', 'stderr']) {
    // Written at once: a process that is killed loses nothing. `console` stays with Jest, which shows it beside the file.
    const write = (chunk, _encoding, done) => {
      appendFileSync(log, chunk);
      done();
    };
    Object.defineProperty(process, name, { value: new Writable({ write }), configurable: true, writable: true });
  }
}
