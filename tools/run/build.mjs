import { install } from './install.mjs';
import { executeBin, secondsSince } from './workspace.mjs';

export default async function buildAlone() {
  await build();
  return 0;
}

/** Installs what is missing, builds what has changed, and generates the documents of the APIs and the types of clients. Ends this process if that fails. */
export async function build() {
  await install();
  const startedAt = performance.now();
  let output = '';
  const code = await executeBin('nx', ['run-many', '-t', 'build', 'types', '--outputStyle=static'], {
    onOutput: (text) => (output += text),
  });
  if (code !== 0) {
    console.error(`${output}\nThe build failed; the reason is above.`);
    process.exit(1);
  }
  console.log(`Built in ${secondsSince(startedAt)}`);
}
