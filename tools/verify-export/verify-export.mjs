// Checks a signed export of opt-outs, or the evidence file of a person, without us: one file, Node alone, no network, nothing of the
// platform. Give it to whoever gets the file. How they are written: apps/suppression/src/exports/export-format.ts and apps/suppression/src/evidence/evidence-format.ts.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { accessSync, constants, createReadStream, readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const USAGE = `node verify-export.mjs <file> <signature> <public key> [--names <file>]

  <file>          what GET /v1/opt-outs/export?advertiserId=… or POST /v1/evidence gave
  <signature>     what GET /v1/opt-outs/exports/<id>/signature or GET /v1/evidence/<id>/signature gave
  <public key>    what GET /v1/opt-outs/export-key gave, or its PEM; get it by another way than the file
  --names         what \`npx stopsms export-names\` of the platform gave for the advertiser's numbers: prints those that are
                  out. No secret of the platform is needed

Exit code 0: all is as it was signed. 1: it is not, and the reason is reported. 2: called wrongly.`;

const FORMAT = 'stopsms-opt-outs/3';
const NAMES_FORMAT = 'stopsms-export-names/1';
const SIGNATURE_FORMAT = 'stopsms-opt-outs-signature/1';
const EVIDENCE_FORMAT = 'stopsms-evidence/1';
const EVIDENCE_SIGNATURE_FORMAT = 'stopsms-evidence-signature/1';
const EVIDENCE_BEGIN = '<script type="application/jsonl" id="evidence">';
const EVIDENCE_END = '</script>';
const EVERYONE = '*';

/** Error in the input, in words for a person. */
class Refusal extends Error {}

const opened = (path, open) => {
  try {
    return open();
  } catch (error) {
    throw new Refusal(`${path} cannot be read: ${error.code ?? error.message}.`);
  }
};
const read = (path) => opened(path, () => readFileSync(path, 'utf8'));
const checkReadable = (path) => opened(path, () => accessSync(path, constants.R_OK));

const json = (text, what) => {
  try {
    const value = JSON.parse(text);
    if (value !== null && typeof value === 'object') return value;
  } catch {
    // Reported below, like any other value that is no object.
  }
  throw new Refusal(`${what} is no JSON object.`);
};

function publicKeyFrom(path) {
  const text = read(path).trim();
  const pem = text.startsWith('{') ? String(json(text, path).publicKey) : text;
  let key;
  try {
    key = createPublicKey(pem);
  } catch {
    throw new Refusal(`${path} holds no public key in PEM.`);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Refusal(`${path} is a key of another kind than Ed25519.`);
  const id = createHash('sha256').update(key.export({ type: 'spki', format: 'der' }));
  return { key, id: id.digest('base64url').slice(0, 22) };
}

function signatureFrom(path) {
  const signature = json(read(path), path);
  if (signature.format !== SIGNATURE_FORMAT && signature.format !== EVIDENCE_SIGNATURE_FORMAT)
    throw new Refusal(
      `${path} is not of the form ${SIGNATURE_FORMAT} or ${EVIDENCE_SIGNATURE_FORMAT} that this command reads.`,
    );
  if (!/^[0-9a-f]{64}$/.test(signature.sha256) || typeof signature.signature !== 'string')
    throw new Refusal(`${path} lacks sha256 or signature: it is cut or was changed.`);
  return signature;
}

async function digestOf(path) {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    throw new Refusal(`${path} cannot be read: ${error.code ?? error.message}.`);
  }
  return { sha256: hash.digest('hex'), bytes: statSync(path).size };
}

/** The signature first: what the signature file says of the export is believed only once the key's owner has said it. */
async function checkSignature(file, signature, { key, id }) {
  if (signature.keyId !== id)
    throw new Refusal(`The export was signed with key ${signature.keyId}, and the public key given is ${id}.`);
  const statement = Buffer.from(`${signature.format} sha256:${signature.sha256}`);
  if (!verify(null, statement, key, Buffer.from(signature.signature, 'base64')))
    throw new Refusal('The signature is not the key owner’s: the signature file was changed or made by somebody else.');
  const found = await digestOf(file);
  if (found.sha256 === signature.sha256) return found;
  if (found.bytes < signature.bytes)
    throw new Refusal(`The file is cut: it has ${found.bytes} bytes of the ${signature.bytes} that were signed.`);
  if (found.bytes > signature.bytes)
    throw new Refusal(`The file is longer than what was signed: ${found.bytes} bytes instead of ${signature.bytes}.`);
  throw new Refusal('The file was altered: it has the length of what was signed, and other content.');
}

/** Walks the lines; `begin` gets the header and returns the handler of opt-outs. Memory does not grow with the file. */
async function walk(file, begin) {
  let [header, onEntry, end, entries] = [undefined, undefined, undefined, 0];
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const line = json(text, `Line ${header ? entries + 2 : 1} of the file`);
    if (!header) {
      if (line.kind !== 'header' || line.format !== FORMAT) throw new Refusal(`The file is not of the form ${FORMAT}.`);
      header = line;
      onEntry = begin?.(header);
    } else if (line.kind === 'opt-out' && !end) {
      entries += 1;
      onEntry?.(line);
    } else if (line.kind === 'end') end = line;
  }
  if (!header || end?.entries !== entries) throw new Refusal('The last line does not count the lines before it.');
  return { header, entries };
}

/** Reads the lines inside the page of an evidence file. */
async function walkEvidence(file) {
  let [isInside, header, end, entries, proofs] = [false, undefined, undefined, 0, 0];
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (!isInside) isInside = header === undefined && text === EVIDENCE_BEGIN;
    else if (text === EVIDENCE_END) isInside = false;
    else {
      const line = json(text, `Line ${entries + 1} of the evidence`);
      if (!header) {
        if (line.kind !== 'header' || line.format !== EVIDENCE_FORMAT)
          throw new Refusal(`The file is not of the form ${EVIDENCE_FORMAT}.`);
        header = line;
      } else if (line.kind === 'end') end = line;
      else {
        entries += 1;
        if (line.kind === 'proof') proofs += 1;
      }
    }
  }
  if (!header || end?.entries !== entries) throw new Refusal('The last line does not count the lines before it.');
  return { header, entries, proofs };
}

/** Numbers by their names, as the platform issued them for this advertiser. */
async function readNames(path) {
  let [header, numbers, row] = [undefined, new Map(), 0];
  checkReadable(path);
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    row += 1;
    const line = json(text, `${path} line ${row}`);
    if (!header) {
      if (line.format !== NAMES_FORMAT) throw new Refusal(`${path} is not of the form ${NAMES_FORMAT}.`);
      header = line;
    } else numbers.set(line.recipientKey, line.phone);
  }
  if (!header) throw new Refusal(`${path} is empty.`);
  return { header, numbers };
}

/** @returns what to do with the header, which returns what to do with each entry */
const matcher = ({ header: of, numbers }, found) => {
  found.asked = new Set(numbers.values()).size;
  return (header) => {
    if (of.advertiserId !== header.advertiserId)
      throw new Refusal('The names are of another advertiser: no number would be found in this export.');
    if (of.secretDigest !== header.secretDigest)
      throw new Refusal('The names were made with another secret than this export: no number would be found in it.');
    return ({ recipientKey, scope, state, since }) => {
      const number = numbers.get(recipientKey);
      if (number !== undefined && state === 'out') found.out.push({ number, scope, since });
    };
  };
};

/** Control characters, and those that turn the direction of a line: with them a file could write words of this command itself. */
const CONTROL = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** One line: what a file says cannot begin another. */
const print = (line) =>
  console.log(line.replace(CONTROL, (sign) => `\\u${sign.codePointAt(0).toString(16).padStart(4, '0')}`));

async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { names: { type: 'string' } },
  });
  const [file, signaturePath, keyPath] = positionals;
  if (positionals.length !== 3) {
    console.log(USAGE);
    return 2;
  }
  try {
    const key = publicKeyFrom(keyPath);
    const signature = signatureFrom(signaturePath);
    const { bytes, sha256 } = await checkSignature(file, signature, key);
    if (signature.format === EVIDENCE_SIGNATURE_FORMAT) {
      const { header, entries, proofs } = await walkEvidence(file);
      print(`Signature    good: Ed25519, key ${key.id}`);
      print(`File         whole and unaltered: ${bytes} bytes, SHA-256 ${sha256}`);
      print(`Evidence     ${header.fileId} of ${header.madeAt}, made by ${header.madeBy}`);
      print(`Number       ${header.phone}`);
      print(`Entries      ${entries}, of them ${proofs} proofs, which verify-proof checks: verify-proof.mjs ${file}`);
      for (const list of header.cut) print(`Cut          ${list}: the latest alone are in it, because there are more`);
      return 0;
    }
    const found = { asked: 0, out: [] };
    const names = values.names === undefined ? undefined : await readNames(values.names);
    const { header, entries } = await walk(file, names && matcher(names, found));
    print(`Signature    good: Ed25519, key ${key.id}`);
    print(`File         whole and unaltered: ${bytes} bytes, SHA-256 ${sha256}`);
    print(`Export       ${header.exportId} of ${header.exportedAt}, advertiser ${header.advertiserId}`);
    print(`Opt-outs     ${entries}`);
    if (names) {
      print('Names        not signed: which number has which name is the word of whoever gave that file');
      print(`Of ${found.asked} numbers, these are out:${found.out.length === 0 ? ' none' : ''}`);
    }
    for (const { number, scope, since } of found.out)
      print(`${number};${scope === EVERYONE ? 'every advertiser' : scope};${since}`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    print(`REFUSED: ${error.message}`);
    return 1;
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.code?.startsWith('ERR_PARSE_ARGS') ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = 2;
}
