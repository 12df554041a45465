// The test environment of service tests: one context for all files that a worker runs, so that what shared-modules.js
// keeps from file to file stays in the realm it was made in.
const hooks = require('node:async_hooks');
const { setTimeout: delay } = require('node:timers/promises');
const { TestEnvironment } = require('jest-environment-node');
const { cpuSeconds } = require('./cpu-seconds.js');
const { send } = require('./events.js');

/** Jest makes one for each file, and Node goes through all that were ever used whenever a promise is made. */
const storages = new Set();
hooks.AsyncLocalStorage = class extends hooks.AsyncLocalStorage {
  constructor(...args) {
    super(...args);
    storages.add(this);
  }
};

/** Warnings about listeners that the file under way added without end. */
const leaks = [];
process.on('warning', (warning) => {
  if (warning.name === 'MaxListenersExceededWarning') leaks.push(warning.stack);
});

/** Handles that keep a worker from ending: Jest would end it by force, and nobody would learn which file left them. */
const HANDLES = ['TCPServerWrap', 'ProcessWrap'];
const MAX_CLOSING_MS = 15_000;
const LOOK_EVERY_MS = 10;
const openHandles = () => process.getActiveResourcesInfo().filter((kind) => HANDLES.includes(kind));

class LastingContext extends TestEnvironment {
  file;
  startedAt;
  /** Handles that were open before the file. */
  openBefore;
  /** A hook or a test of the file failed, which may have left handles open: that failure is the one to report. */
  hasFailed = false;

  /** Starts to count the processor time of a file. */
  begin(file) {
    this.file = file;
    this.startedAt = cpuSeconds();
    this.openBefore = openHandles().length;
    this.hasFailed = false;
  }

  handleTestEvent({ name }) {
    if (name === 'hook_failure' || name === 'test_fn_failure' || name === 'error') this.hasFailed = true;
  }

  /** Waits until servers and processes that the file has closed are gone. */
  async closeHandles() {
    const until = Date.now() + MAX_CLOSING_MS;
    while (openHandles().length > this.openBefore) {
      if (Date.now() > until) throw new Error(`The file left open: ${openHandles().join(', ')}`);
      await delay(LOOK_EVERY_MS);
    }
  }

  async teardown() {
    send({ event: 'used', file: this.file, cpuSeconds: cpuSeconds() - this.startedAt });
    // Jest's own runner would add its handlers to those of the last file.
    delete this.global[Symbol.for('EVENT_HANDLERS')];
    // One that is used again begins anew.
    for (const storage of storages) storage.disable();
    storages.clear();
    const [leak] = leaks.splice(0);
    if (leak) throw new Error(`Listeners were added and never removed: ${leak}`);
    if (!this.hasFailed) await this.closeHandles();
  }
}

let lasting;

module.exports = function lastingContext(config, context) {
  lasting ??= new LastingContext(config, context);
  lasting.begin(context.testPath);
  return lasting;
};
