// Loaded into every service with --require: notes the steps of each STOP, and how late the event loop of the service was. From
// outside they could only be guessed, by asking again and again.
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PRODUCT_DIR } from '../product/product-dir';
import { type NotedStep, WRITE_EVERY_MS, stepsFile } from './steps-file';

/** Notes a step of the texts of these senders. */
export type Note = (step: NotedStep, keys: Iterable<string>) => void;

const RECORDERS = ['dispatcher', 'inbound-mo', 'suppression'];
/** A finer one would cost a third of a core in all processes. */
const LOOP_RESOLUTION_MS = 100;
const NS_PER_MS = 1e6;

const dir = process.env[PRODUCT_DIR];
const service = /apps\/(?:smsc-)?([\w-]+)\//.exec(process.argv[1] ?? '')?.[1];

if (dir !== undefined && service !== undefined) {
  const file = stepsFile(dir);
  let lines = '';
  const note: Note = (step, keys) => {
    const at = Date.now();
    for (const key of keys) lines += `${step} ${key} ${at}\n`;
  };
  if (RECORDERS.includes(service)) {
    // Each service loads its own classes alone, before the service itself does.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { record } = require(`./recorders/${service}`) as { record: (note: Note) => void };
    record(note);
  }
  const delays = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  delays.enable();
  setInterval(() => {
    lines += `loop ${service} ${Date.now()} ${(delays.max / NS_PER_MS).toFixed(1)}\n`;
    delays.reset();
    appendFileSync(file, lines);
    lines = '';
  }, WRITE_EVERY_MS).unref();
}
