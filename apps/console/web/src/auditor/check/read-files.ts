import { type EvidenceJudgement, type Judgement, judge, judgeEvidence } from '@stopsms/verify';

/** A chosen file, by what it holds. */
export type Given =
  | { kind: 'proof'; name: string; text: string }
  | { kind: 'evidence'; name: string; bytes: Uint8Array }
  | { kind: 'keys'; name: string; keys: { items: object[] } }
  | { kind: 'signature'; name: string; signature: object }
  | { kind: 'key'; name: string; key: object }
  | { kind: 'unknown' | 'tooLarge'; name: string };

/** A file is read into the memory of the browser as a whole. */
const MAX_BYTES = 100_000_000;

export async function readFile(file: File): Promise<Given> {
  const { name } = file;
  if (file.size > MAX_BYTES) return { kind: 'tooLarge', name };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  if (text.trimStart().startsWith('<')) return { kind: 'evidence', name, bytes };
  const content = objectIn(text);
  if (content === undefined) return { kind: 'unknown', name };
  if ('messageId' in content) return { kind: 'proof', name, text };
  if (Array.isArray(content['items'])) return { kind: 'keys', name, keys: content as { items: object[] } };
  if ('sha256' in content) return { kind: 'signature', name, signature: content };
  return 'publicKey' in content ? { kind: 'key', name, key: content } : { kind: 'unknown', name };
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Verdict on one file. */
export interface Checked {
  name: string;
  proof?: Judgement;
  evidence?: EvidenceJudgement;
  /** Verdicts on the proofs in an evidence file. */
  proofs?: Judgement[];
}

/** @param phone - number that a proof must be of; empty to check none */
export function checkFiles(given: readonly Given[], lang: 'en' | 'fr', phone: string): Checked[] {
  const find = <Kind extends Given['kind']>(kind: Kind) =>
    given.find((each): each is Extract<Given, { kind: Kind }> => each.kind === kind);
  const keys = find('keys')?.keys ?? { items: [] };
  return given.flatMap((each): Checked[] => {
    if (each.kind === 'proof')
      return [{ name: each.name, proof: judge(each.text, keys, lang, phone === '' ? undefined : phone) }];
    if (each.kind !== 'evidence') return [];
    const evidence = judgeEvidence(each.bytes, find('signature')?.signature, find('key')?.key);
    const proofs = evidence.refused === undefined ? evidence.proofs.map((text) => judge(text, keys, lang)) : [];
    return [{ name: each.name, evidence, proofs }];
  });
}
