import { cpus, loadavg, release, totalmem } from 'node:os';

const GIB = 2 ** 30;

/** A figure means nothing without the machine it was taken on, and what else that machine did. */
export function printMachine(): void {
  const [cpu] = cpus();
  const memory = (totalmem() / GIB).toFixed(0);
  console.log(`${new Date().toISOString()}  ${cpu?.model.trim()}, ${cpus().length} cores, ${memory} GiB`);
  console.log(`Linux ${release()}, Node ${process.versions.node}, V8 ${process.versions.v8}`);
  printLoad();
}

/** More than the number of cores means that others took part of the time. */
export function printLoad(): void {
  console.log(
    `load average ${loadavg()
      .map((one) => one.toFixed(1))
      .join(' ')}`,
  );
}
