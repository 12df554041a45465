import cpu from './jest/cpu-seconds.js';

/** Seconds and processor seconds of the phases of a run. */
export class Phases {
  #startedAt = performance.now();
  #list = [];

  async measure(name, work) {
    const [startedAt, cpuBefore] = [performance.now(), cpu.cpuSeconds()];
    try {
      return await work();
    } finally {
      const seconds = (performance.now() - startedAt) / 1000;
      this.#list.push({ name, seconds, cpuSeconds: cpu.cpuSeconds() - cpuBefore });
    }
  }

  get seconds() {
    return (performance.now() - this.#startedAt) / 1000;
  }

  /** @returns a table, with what no phase measured left out */
  lines() {
    const width = Math.max(...this.#list.map(({ name }) => name.length));
    return [
      `\n${'Phase'.padEnd(width)}   seconds  processor seconds`,
      ...this.#list.map(
        ({ name, seconds, cpuSeconds }) =>
          `${name.padEnd(width)}  ${seconds.toFixed(1).padStart(8)}  ${cpuSeconds.toFixed(1).padStart(17)}`,
      ),
    ];
  }
}
