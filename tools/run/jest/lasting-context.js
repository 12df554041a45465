// The test environment of service tests: one context for all files that a worker runs, so that what shared-modules.js
// keeps from file to file stays in the realm it was made in.
const { TestEnvironment } = require('jest-environment-node');

class LastingContext extends TestEnvironment {
  async teardown() {
    // Jest's own runner would add its handlers to those of the last file.
    delete this.global[Symbol.for('EVENT_HANDLERS')];
  }
}

let lasting;

module.exports = function lastingContext(...args) {
  lasting ??= new LastingContext(...args);
  return lasting;
};
