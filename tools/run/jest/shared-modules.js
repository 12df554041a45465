// Jest gives each file modules of its own: for a service test that is two seconds of processor time, since Nest, TypeORM
// and kafkajs are large, and code that starts cold. Here a worker loads packages and our sources once; only what lies in a
// folder `test` or `e2e` is new for each file.
const { default: Runtime } = require('jest-runtime');

const OF_A_FILE = /[\\/](?:test|e2e)[\\/]|[\\/]own-log\.js$/;
const kept = new Map();
/** The runtime of the file that runs now. */
const now = { runtime: undefined };

module.exports = class SharedModules extends Runtime {
  constructor(...args) {
    super(...args);
    now.runtime = this;
    for (const [path, module] of kept) this.registries.moduleRegistry.set(path, module);
  }

  requireModuleOrMock(from, name) {
    // A kept module that requires something late still asks the runtime that loaded it.
    return this === now.runtime ? super.requireModuleOrMock(from, name) : now.runtime.requireModuleOrMock(from, name);
  }

  teardown() {
    for (const [path, module] of this.registries.moduleRegistry) {
      if (!OF_A_FILE.test(path) && module.loaded) kept.set(path, module);
    }
    super.teardown();
  }
};
