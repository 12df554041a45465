import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMMAND = join(__dirname, '../tools/verify-proof/verify-proof.mjs');

/** `GET /v1/messages/:id/proof` of compliance, as far as tests read it. */
export interface ProofDocument {
  messageId: string;
  seals: { head: string }[];
  sealing: { state: string };
  request: object;
}

/** Runs the command as whoever got a proof does, with files of its own. */
export async function verifyProof(
  proof: object,
  { head, keys }: { head: string; keys?: object },
): Promise<{ code: number; said: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-proof-'));
  const put = (name: string, document: object) => {
    writeFileSync(join(folder, name), JSON.stringify(document));
    return join(folder, name);
  };
  const args = [COMMAND, put('proof.json', proof), '--head', head, ...(keys ? ['--keys', put('keys.json', keys)] : [])];
  try {
    return await new Promise((resolve) => {
      execFile(process.execPath, args, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
