// Brokers and databases of tests make and remove tens of thousands of small files. Where the machine has a folder in memory
// they lie there: the broker that all share takes half the processor time, and what it makes is ready at once.
const { statfsSync } = require('node:fs');
const { freemem } = require('node:os');

const IN_MEMORY = '/dev/shm';
const NEEDED_BYTES = 4 * 2 ** 30;

/** Unless TMPDIR says where, or there is no room (containers get 64 MB). What tests keep for people stays on the disk. */
function useMemory() {
  if (process.env.TMPDIR !== undefined || freemem() < NEEDED_BYTES) return;
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    if (bavail * bsize >= NEEDED_BYTES) process.env.TMPDIR = IN_MEMORY;
  } catch {
    // No such folder here.
  }
}

module.exports = { useMemory };
