import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseJson } from './parse-json.mjs';
import { refuse } from './refusal.mjs';

export function read(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    refuse(`it cannot be read: ${error.code ?? error.message}.`);
  }
  return parseJson(text);
}

/** The lines of a file of any size that are not blank, each by its number. */
export async function* linesOf(path) {
  const input = createReadStream(path);
  const broken = new Promise((_, reject) => input.on('error', reject));
  broken.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  for (let n = 1; ; n += 1) {
    let next;
    try {
      next = await Promise.race([lines.next(), broken]);
    } catch (error) {
      refuse(`it cannot be read: ${error.code ?? error.message}.`);
    }
    if (next.done) return;
    if (next.value.trim() !== '') yield [n, next.value];
  }
}

const EVIDENCE_BEGIN = '<script type="application/jsonl" id="evidence">';
const EVIDENCE_END = '</script>';

/** The proofs in the evidence file of a person, each by the number of its line, as what gives it when it is asked. */
export async function* proofsInEvidence(path) {
  let isInside = false;
  for await (const [n, line] of linesOf(path)) {
    if (!isInside) isInside = line === EVIDENCE_BEGIN;
    else if (line === EVIDENCE_END) return;
    else if (line.startsWith('{"kind":"proof",')) yield [n, () => parseJson(line).entry];
  }
}

/** Proofs of a file with one proof a line. */
export async function* proofsOf(path) {
  for await (const [n, line] of linesOf(path)) yield [n, () => parseJson(line)];
}
