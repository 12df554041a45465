/** Each is loaded only when it is chosen: the second hands its choices on in the environment first. */
export default async function e2e(args) {
  const faults = args.includes('--faults');
  const { default: run } = await import(faults ? './faults.mjs' : './test.mjs');
  return run(faults ? args.filter((word) => word !== '--faults') : ['e2e', ...args]);
}
