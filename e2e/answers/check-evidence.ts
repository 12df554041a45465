import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const TOOLS = join(__dirname, '../../tools');
const run = promisify(execFile);

/** Checks a file as whoever got it does. @throws when a command does not say that all holds */
export async function checkEvidence(page: string, signature: object, key: object, proofKeys: object): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  try {
    const file = put('evidence.html', page);
    const given = [file, put('signature.json', JSON.stringify(signature)), put('key.json', JSON.stringify(key))];
    const { stdout } = await run(process.execPath, [join(TOOLS, 'verify-export/verify-export.mjs'), ...given]);
    expect(stdout).toMatch(/Signature {4}good[^]*of them [1-9]\d* proofs/);
    // What was decided a moment ago is not sealed yet, for which the command has another code.
    const proofs = await run(process.execPath, [
      join(TOOLS, 'verify-proof/verify-proof.mjs'),
      ...[file, '--keys', put('proof-keys.json', JSON.stringify(proofKeys))],
    ]).catch((error: { stdout: string }) => error);
    expect(proofs.stdout).toMatch(/ of [1-9]\d* proofs/);
    expect(proofs.stdout).not.toMatch(/REFUSED|SIGNER NOT CHECKED/);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
