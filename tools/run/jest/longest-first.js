// Order of test files: the longest first, so that no long file is left to the end, where it would run alone. Shards get files of
// about the same sum. Seconds are those of `npm run test:all -- --record`, the same on each machine, so that shards are as well.
const { statSync } = require('node:fs');
const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const recorded = require('./file-seconds.json');
const { root } = require('./log-folder.js');

/** Estimate for a file without a record: long files take longer. */
const BYTES_A_SECOND = 2_000;

const secondsOf = ({ path }) => recorded[relative(root, path)] ?? statSync(path).size / BYTES_A_SECOND;
const byLength = (tests) =>
  [...tests].sort((one, other) => secondsOf(other) - secondsOf(one) || one.path.localeCompare(other.path));

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return byLength(tests);
  }

  /** Gives each file, the longest first, to the shard with the least to do. */
  shard(tests, { shardIndex, shardCount }) {
    const shards = Array.from({ length: shardCount }, () => ({ seconds: 0, tests: [] }));
    for (const test of byLength(tests)) {
      const least = shards.reduce((one, other) => (other.seconds < one.seconds ? other : one));
      least.seconds += secondsOf(test);
      least.tests.push(test);
    }
    return shards[shardIndex - 1].tests;
  }
};
