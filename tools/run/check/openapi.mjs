import { executeBin } from '../workspace.mjs';

// Redocly's rules for OpenAPI. It asks for newer Nodes than ours and says so each time, so what it writes is shown only when it
// found something; it reports its use unless that is switched off.
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };

/** 0 when the recommended rules find nothing in any document, not even a warning. */
export async function lintDocuments() {
  let shown = '';
  const args = ['lint', '--extends', 'recommended', 'dist/documents/openapi/*.yaml'];
  const code = await executeBin('redocly', args, { env: QUIET, onOutput: (text) => (shown += text) });
  const found = /You have \d+ (?:warning|error)/.test(shown);
  if (code === 0 && !found && shown.includes('valid')) return 0;
  console.error(shown);
  return 1;
}
