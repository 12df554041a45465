// Checks the proof of a message without us: this folder, Node alone, no network, nothing of the platform. Give it to
// whoever gets the proof. How a proof is made is told in apps/compliance/src/proofs/sealing; the digests are SHA-256 of JSON as
// RFC 8785 writes it, the trees those of RFC 9162, so it can be checked with other tools as well.
import { parseArgs } from 'node:util';
import { readFileSync } from 'node:fs';
import { compare, trustedHeads } from './check-heads.mjs';
import { effectsBeforeCauses } from './check-order-in-time.mjs';
import { checkProof } from './check-proof.mjs';
import { checkTie } from './check-tie.mjs';
import { HASH, Refusal } from './digests.mjs';
import { LANGUAGES } from './explain.mjs';
import { proofsInEvidence, proofsOf, read } from './read-json.mjs';
import { print, tell } from './tell.mjs';

const USAGE = `node verify-proof.mjs <proof.json>… [--head <digest>] [--heads <file>]

  <proof.json>  what GET /v1/messages/<id>/proof gave; of a file that ends with .jsonl each line, as \`npx stopsms
                prove-campaign\` writes it; of one that ends with .html those in the evidence file of a person
  --head        a head that you or a third party noted: 64 hexadecimal digits, of a day or of a batch
  --heads       what GET /v1/proof-heads gave, kept by you or a third party; with --head, a list that leads from
                the day of the proof to your head, which may come from anybody
  --phone       that it is of a message to this number, as people write it; the proof must have been asked for with it
                (GET /v1/messages/<id>/proof?phone=…)
  --lang        fr or en: tells what is sealed in sentences, for whoever must judge it
  --text        that it is of a message with this text, to the letter; --text-file reads it from a file

Exit code 0: every proof holds. 1: one does not, and what differs is told, or is not sealed yet, or tells what cannot have
happened in that order. 2: called wrongly.`;

/** Files that hold many proofs. */
const MANY = /\.(jsonl|html)$/;

async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...Object.fromEntries(
        ['head', 'heads', 'phone', 'text', 'text-file', 'lang'].map((name) => [name, { type: 'string' }]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    print(USAGE);
    return 0;
  }
  const isLanguage = values.lang === undefined || LANGUAGES.includes(values.lang);
  if (positionals.length === 0 || !isLanguage || (values.head !== undefined && !HASH.test(values.head.toLowerCase()))) {
    print(USAGE);
    return 2;
  }
  const head = values.head?.toLowerCase();
  let known = new Set();
  let { text } = values;
  const file = values['text-file'];
  if (file !== undefined && !attempt(file, () => void (text = readFileSync(file, 'utf8')))) return 1;
  if (!attempt(values.heads ?? '--head', () => void (known = trustedHeads(head, values.heads)))) return 1;
  const asked = { known, phone: values.phone, text, lang: values.lang };
  let all = true;
  for (const path of positionals) {
    const held = MANY.test(path) ? await verifyMany(path, asked) : attempt(path, () => verify(path, read(path), asked));
    all &&= held;
  }
  return all ? 0 : 1;
}

function verify(path, proof, { known, phone, text, lang }, telling = tell) {
  const open = checkProof(proof);
  const tied = checkTie(proof, { phone, text });
  const reversed = effectsBeforeCauses(proof);
  telling(path, proof, { open, tied, reversed, vouched: compare(proof, known), lang });
  // Not a word of it is sealed: nothing was proven, though nothing is wrong.
  return reversed.length === 0 && proof.seals.length + (proof.sealsBefore?.length ?? 0) > 0;
}

/** Of a file with many proofs, those that do not hold are told, and the others counted. */
async function verifyMany(path, asked) {
  let [held, all] = [0, 0];
  const quietly = (where, proof, found) => {
    if (found.reversed.length > 0 || proof.seals.length + (proof.sealsBefore?.length ?? 0) === 0)
      tell(where, proof, found);
  };
  try {
    for await (const [n, proof] of path.endsWith('.html') ? proofsInEvidence(path) : proofsOf(path)) {
      all += 1;
      if (attempt(`${path}:${n}`, () => verify(`${path}:${n}`, proof(), asked, quietly))) held += 1;
    }
  } catch (error) {
    return attempt(path, () => {
      throw error;
    });
  }
  print(`${path}: ${held} of ${all} proofs ${held === all && all > 0 ? 'HOLD' : 'hold'}${vouchedFor(asked)}`);
  return all > 0 && held === all;
}

const vouchedFor = ({ known }) =>
  known.size > 0
    ? ', each as far as a head of yours speaks for it'
    : '; --head or --heads compares them with what was noted elsewhere';

/** A file of another shape than a proof breaks the checks themselves: that is a refusal as well. */
function attempt(path, check) {
  try {
    return check() ?? true;
  } catch (error) {
    const isOurs = error instanceof Refusal || error.syscall !== undefined;
    if (!(isOurs || error instanceof TypeError || error instanceof RangeError)) throw error;
    print(`${path}: REFUSED: ${isOurs ? error.message : `it is not shaped like a proof (${error.message}).`}`);
    return false;
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(
    error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message.split('. ')[0]}. --help tells what there is.` : error,
  );
  process.exitCode = 2;
}
