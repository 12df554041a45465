// Checks a signed export of opt-outs without us: one file, Node alone, no network, nothing of the platform. Give it to
// whoever gets the export. How an export is written is told in apps/suppression/src/domain/export-format.ts.
import { createHash, createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const USAGE = `node verify-export.mjs <file> <signature> <public key> [--numbers <file> --secret-file <file>]

  <file>          what GET /v1/opt-outs/export?advertiserId=… gave
  <signature>     what GET /v1/opt-outs/exports/<id>/signature gave
  <public key>    what GET /v1/opt-outs/export-key gave, or its PEM; get it by another way than the file
  --numbers       numbers in E.164, one a line (the first column of a CSV): prints those that are out
  --secret-file   the platform's recipient secret, base64: without it nobody can tell numbers from hashes

Exit code 0: all is as it was signed. 1: it is not, and the reason is told. 2: called wrongly.`;

const FORMAT = 'stopsms-opt-outs/2';
const SIGNATURE_FORMAT = 'stopsms-opt-outs-signature/1';
const KEY_BYTES = 16;
const E164 = /^\+[1-9]\d{4,14}$/;
const EVERYONE = '*';

/** What is wrong with what was given, for a person. */
class Refusal extends Error {}

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Refusal(`${path} cannot be read: ${error.code ?? error.message}.`);
  }
};

const json = (text, what) => {
  try {
    const value = JSON.parse(text);
    if (value !== null && typeof value === 'object') return value;
  } catch {
    // Told below, like any other value that is no object.
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
  if (signature.format !== SIGNATURE_FORMAT)
    throw new Refusal(`${path} is not of the form ${SIGNATURE_FORMAT} that this command reads.`);
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
  const statement = Buffer.from(`${SIGNATURE_FORMAT} sha256:${signature.sha256}`);
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

/** Walks the lines; `begin` is told the header and gives what is told each opt-out. Memory does not grow with the file. */
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

/** @returns what to do with the header, which returns what to do with each entry */
function matcher(numbersPath, secretPath, found) {
  const secret = Buffer.from(read(secretPath).trim(), 'base64');
  const shortened = (hmac) => hmac.digest().subarray(0, KEY_BYTES).toString('base64url');
  const keyOf = (text) => shortened(createHmac('sha256', secret).update(text));
  const pseudonymKey = createHmac('sha256', secret).update('stopsms pseudonyms').digest();
  const asked = new Set();
  for (const [index, row] of read(numbersPath).split(/\r?\n/).entries()) {
    const [first = ''] = row.replace('\ufeff', '').split(/[;,\t]/);
    const number = first.trim().replace(/^"|"$/g, '');
    if (E164.test(number)) asked.add(number);
    else if (number !== '' && index > 0)
      throw new Refusal(`${numbersPath} line ${index + 1} is not in E.164, such as +33639980012.`);
  }
  return (header) => {
    const own = Buffer.from(keyOf('stopsms recipient secret canary'));
    const theirs = Buffer.from(String(header.secretDigest));
    if (own.length !== theirs.length || !timingSafeEqual(own, theirs))
      throw new Refusal('The secret is not the one this export was made with: no number would be found in it.');
    found.asked = asked.size;
    const pseudonymOf = (number) =>
      shortened(createHmac('sha256', pseudonymKey).update(`${header.advertiserId}:${keyOf(number)}`));
    const numbers = new Map([...asked].map((number) => [pseudonymOf(number), number]));
    return ({ recipientKey, scope, state, since }) => {
      const number = numbers.get(recipientKey);
      if (number !== undefined && state === 'out') found.out.push({ number, scope, since });
    };
  };
}

const print = (line) => console.log(line);

async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { numbers: { type: 'string' }, 'secret-file': { type: 'string' } },
  });
  const [file, signaturePath, keyPath] = positionals;
  const { numbers, 'secret-file': secretFile } = values;
  if (positionals.length !== 3 || (numbers === undefined) !== (secretFile === undefined)) {
    print(USAGE);
    return 2;
  }
  try {
    const key = publicKeyFrom(keyPath);
    const signature = signatureFrom(signaturePath);
    const { bytes, sha256 } = await checkSignature(file, signature, key);
    const found = { asked: 0, out: [] };
    const { header, entries } = await walk(file, numbers && matcher(numbers, secretFile, found));
    print(`Signature    good: Ed25519, key ${key.id}`);
    print(`File         whole and unaltered: ${bytes} bytes, SHA-256 ${sha256}`);
    print(`Export       ${header.exportId} of ${header.exportedAt}, advertiser ${header.advertiserId}`);
    print(`Opt-outs     ${entries}`);
    if (numbers) print(`Of ${found.asked} numbers, these are out:${found.out.length === 0 ? ' none' : ''}`);
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
