// The evidence of a person: one HTML page that a judge or the person can read, with the same as JSON Lines inside for a program, and the
// proofs of the messages among them. It is signed as a whole, as exports are. tools/verify-export checks it without us, and
// libs/verify the proofs in it; what they read is written down here and there alike.

export const EVIDENCE_FORMAT = 'stopsms-evidence/1';
export const EVIDENCE_SIGNATURE_FORMAT = 'stopsms-evidence-signature/1';

/** Before and after the lines; nothing else in the page looks like them, since all that is not ours is escaped. */
export const LINES_BEGIN = '<script type="application/jsonl" id="evidence">\n';
export const LINES_END = '</script>\n';

/** One line. No `<` is in it, so that nothing in it can end the element that holds it. */
export const evidenceLine = (value: object): string => `${JSON.stringify(value).replaceAll('<', '\\u003c')}\n`;

/** Returns the statement to sign: it names its subject, so that the signature is valid for nothing else. */
export const evidenceStatement = (sha256: string): string => `${EVIDENCE_SIGNATURE_FORMAT} sha256:${sha256}`;
