// Checks the proof of a message without us: this folder, Node alone, no network, nothing of the platform. Give it to
// whoever gets the proof. How a proof is made is told in apps/compliance/src/proofs/sealing; the digests are SHA-256 of JSON as
// RFC 8785 writes it, the trees those of RFC 9162, so it can be checked with other tools as well.
import { parseArgs } from 'node:util';
import { compare, trustedHeads } from './check-heads.mjs';
import { checkProof } from './check-proof.mjs';
import { HASH, Refusal } from './digests.mjs';
import { read } from './read-json.mjs';
import { print, tell } from './tell.mjs';

const USAGE = `node verify-proof.mjs <proof.json>… [--head <digest>] [--heads <file>]

  <proof.json>  what GET /v1/messages/<id>/proof gave
  --head        a head that you or a third party noted: 64 hexadecimal digits, of a day or of a batch
  --heads       what GET /v1/proof-heads gave, kept by you or a third party; with --head, a list that leads from
                the day of the proof to your head, which may come from anybody

Exit code 0: every proof holds. 1: one does not, and what differs is told, or is not sealed yet. 2: called wrongly.`;

function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { head: { type: 'string' }, heads: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    print(USAGE);
    return 0;
  }
  if (positionals.length === 0 || (values.head !== undefined && !HASH.test(values.head.toLowerCase()))) {
    print(USAGE);
    return 2;
  }
  const head = values.head?.toLowerCase();
  let known = new Set();
  if (!attempt(values.heads ?? '--head', () => void (known = trustedHeads(head, values.heads)))) return 1;
  const held = positionals.map((path) =>
    attempt(path, () => {
      const proof = read(path);
      const open = checkProof(proof);
      tell(path, proof, open, compare(proof, known));
      // Not a word of it is sealed: nothing was proven, though nothing is wrong.
      return proof.seals.length + (proof.sealsBefore?.length ?? 0) > 0;
    }),
  );
  return held.every(Boolean) ? 0 : 1;
}

/** A file of another shape than a proof breaks the checks themselves: that is a refusal as well. */
function attempt(path, check) {
  try {
    return check() ?? true;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof TypeError || error instanceof RangeError)) throw error;
    print(
      `${path}: REFUSED: ${error instanceof Refusal ? error.message : `it is not shaped like a proof (${error.message}).`}`,
    );
    return false;
  }
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(
    error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message.split('. ')[0]}. --help tells what there is.` : error,
  );
  process.exitCode = 2;
}
