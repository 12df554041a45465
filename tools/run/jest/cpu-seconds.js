// Processor time of a test file or of a phase: what its process used, and all processes that it started and that have ended.
const { readFileSync } = require('node:fs');

/** Unit of the times in /proc, which Linux fixes for programs. */
const TICKS_A_SECOND = 100;

/** @returns processor seconds of this process and of its ended descendants; of this process alone where there is no /proc */
function cpuSeconds() {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // Fields from the third on: the second is a name in brackets, which may contain spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const times = fields.slice(11, 15).map(Number);
    return times.reduce((sum, ticks) => sum + ticks, 0) / TICKS_A_SECOND;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
}

module.exports = { cpuSeconds };
