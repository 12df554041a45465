import { install } from './install.mjs';
import { executeBin, secondsSince } from './workspace.mjs';

export default async function buildAlone() {
  await build();
  return 0;
}

/** Installs what is missing, generates the types of clients and builds what has changed. Ends this process if that fails. */
export async function build() {
  await install();
  const startedAt = performance.now();
  let output = '';
  const code = await executeBin('nx', ['run-many', '-t', 'types', 'build', '--outputStyle=static'], {
    onOutput: (text) => (output += text),
  });
  if (code !== 0) {
    console.error(`${output}\nThe build failed; the reason is above.`);
    process.exit(1);
  }
  console.log(`Built in ${secondsSince(startedAt)}`);
}
