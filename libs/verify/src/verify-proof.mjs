// Checks the proof of a message without us: this folder, Node alone, no network, nothing of the platform. Give it to
// whoever gets the proof. The making of a proof is described in apps/compliance/src/evidence/trees; the digests are SHA-256 of JSON as
// RFC 8785 writes it, the trees those of RFC 9162, so it can be checked with other tools as well.
import { parseArgs } from 'node:util';
import { readFileSync } from 'node:fs';
import { trustedHeads } from './check-heads.mjs';
import { effectsBeforeCauses } from './check-order-in-time.mjs';
import { checkProof } from './check-proof.mjs';
import { checkTie } from './check-tie.mjs';
import { coverOf } from './cover.mjs';
import { HASH } from './digests.mjs';
import { keysIn } from './keys.mjs';
import { LANGUAGES, verdictIn } from './explain.mjs';
import { proofsInEvidence, proofsOf, read } from './read-json.mjs';
import { VERDICTS, print, report, reportUnsealed, verdictOf } from './report.mjs';
import { Refusal } from './refusal.mjs';

const USAGE = `node verify-proof.mjs <proof.json>… [--keys <file>] [--head <digest>] [--heads <file>]

  <proof.json>  what GET /v1/messages/<id>/proof gave; of a file that ends with .jsonl each line, as \`npx stopsms
                prove-campaign\` writes it; of one that ends with .html those in the evidence file of a person
  --keys        what GET /v1/proof-keys gave, got by another way than the proof: what none of these keys signed is refused
  --head        a head that you or a third party noted: 64 hexadecimal digits, of a day or of a batch
  --heads       what GET /v1/proof-heads gave, kept by you or a third party; with --head, a list that leads from
                the day of the proof to your head, which may come from anybody
  --phone       that it is of a message to this number, as people write it; the proof must have been asked for with it
                (POST /v1/messages/<id>/proof)
  --lang        fr or en: reports what is sealed in sentences, for lawyers and courts
  --text        that it is of a message with this text, to the letter; --text-file reads it from a file

Exit code 0: every proof HOLDS: all of it is sealed, and your keys or heads vouch for it. 1: one is refused, and why; or nothing
of it is sealed yet; or it cannot have happened in that order. 2: called wrongly. 3: one is PARTLY SEALED, or your heads vouch
for a part of it alone: entries that are not covered are listed, and are no part of what is reported. 4: one is CONSISTENT,
SIGNER NOT CHECKED: no keys or heads were given, or none that say who signed it. Of several the first of 1, 3 and 4.`;

/** Files that hold many proofs. */
const MANY = /\.(jsonl|html)$/;

async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...Object.fromEntries(
        ['keys', 'head', 'heads', 'phone', 'text', 'text-file', 'lang'].map((name) => [name, { type: 'string' }]),
      ),
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const isLanguage = values.lang === undefined || LANGUAGES.includes(values.lang);
  if (positionals.length === 0 || !isLanguage || (values.head !== undefined && !HASH.test(values.head.toLowerCase()))) {
    console.log(USAGE);
    return 2;
  }
  const head = values.head?.toLowerCase();
  let trust = { heads: new Set(), keyIds: new Set() };
  let { text } = values;
  const file = values['text-file'];
  const readText = () => {
    if (file !== undefined) text = readFileSync(file, 'utf8');
    return 0;
  };
  const readHeads = () => {
    trust = { ...trustedHeads(head, values.heads), keys: trust.keys };
    return 0;
  };
  const readKeys = () => {
    if (values.keys !== undefined) trust = { ...trust, keys: keysIn(read(values.keys)) };
    return 0;
  };
  const reads = [
    [file, readText],
    [values.heads ?? '--head', readHeads],
    [values.keys, readKeys],
  ];
  if (reads.some(([path, each]) => attempt(path, each) !== 0)) return 1;
  const given = { trust, phone: values.phone, text, lang: values.lang };
  const codes = [];
  for (const path of positionals)
    codes.push(MANY.test(path) ? await verifyMany(path, given) : attempt(path, () => verify(path, read(path), given)));
  return worstOf(codes);
}

/** 1 before all: what is refused outweighs what is only not sealed yet. */
const worstOf = (codes) => [1, 3, 4].find((code) => codes.includes(code)) ?? 0;

/** @returns the exit code */
function verify(path, proof, { trust, phone, text, lang }, reporting = report) {
  const cover = coverOf(proof, checkProof(proof), trust);
  const reversed = effectsBeforeCauses(proof);
  const isProven = cover.story.decisions.length > 0;
  const tied = isProven ? checkTie(cover.story, { phone, text }) : [];
  const found = { ...cover, tied, reversed, lang };
  reporting(path, proof, found);
  return VERDICTS[verdictOf(found)];
}

/** Checks a file with many proofs: lists those that do not hold, and counts all by verdict. */
async function verifyMany(path, given) {
  const counts = new Map();
  const count = (verdict) => counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const codes = [];
  const quietly = (where, proof, found) => {
    const verdict = verdictOf(found);
    count(verdict);
    if (VERDICTS[verdict] === 0) return;
    if (VERDICTS[verdict] === 1) return report(where, proof, found);
    print(`${where}: ${verdictIn(given.lang, verdict)}`);
    reportUnsealed(found);
  };
  const check = (where, proof) => attempt(where, () => verify(where, proof(), given, quietly));
  try {
    for await (const [n, proof] of path.endsWith('.html') ? proofsInEvidence(path) : proofsOf(path))
      codes.push(check(`${path}:${n}`, proof));
  } catch (error) {
    return attempt(path, () => {
      throw error;
    });
  }
  print(`${path}: ${inNumbers(codes.length, counts)}${vouchedFor(given)}`);
  if (path.endsWith('.html'))
    print('  Checked were the proofs in it. The page around them is checked by verify-export, with its signature.');
  return codes.length === 0 ? 1 : worstOf(codes);
}

/** `1 of 2 HOLD, 1 PARTLY SEALED`; what is not counted was refused. */
function inNumbers(all, counts) {
  const held = counts.get('HOLDS') ?? 0;
  const others = Object.keys(VERDICTS).filter((verdict) => verdict !== 'HOLDS' && counts.has(verdict));
  const refused = all - [...counts.values()].reduce((sum, each) => sum + each, 0);
  return [
    `${held} of ${all} proofs ${held === all && all > 0 ? 'HOLD' : 'hold'}`,
    ...others.map((verdict) => `${counts.get(verdict)} ${verdict}`),
    ...(refused > 0 ? [`${refused} REFUSED`] : []),
  ].join(', ');
}

const vouchedFor = ({ trust: { heads, keys } }) =>
  heads.size > 0 || keys
    ? ''
    : '; --keys says whether the platform signed them, --head or --heads compares them with what was noted elsewhere';

/** A file of another shape than a proof breaks the checks themselves: that is a refusal as well. */
function attempt(path, check) {
  try {
    return check();
  } catch (error) {
    const isOurs = error instanceof Refusal || error.syscall !== undefined;
    if (!(isOurs || error instanceof TypeError || error instanceof RangeError)) throw error;
    print(`${path}: REFUSED: ${isOurs ? error.message : `it is not shaped like a proof (${error.message}).`}`);
    return 1;
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(
    error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message.split('. ')[0]}. --help lists the flags.` : error,
  );
  process.exitCode = 2;
}
