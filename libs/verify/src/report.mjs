import { codesIn, explain, flagsIn, verdictIn } from './explain.mjs';

/** Control characters, and those that turn the direction of a line: with them a document could write words of this command itself. */
const CONTROL = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const escaped = (sign) => `\\u${sign.codePointAt(0).toString(16).padStart(4, '0')}`;

/** One line: what a document says cannot begin another. */
export const print = (line) => console.log(line.replace(CONTROL, escaped));

/** By its word, what a proof comes to, and the exit code. */
export const VERDICTS = {
  HOLDS: 0,
  'PARTLY SEALED': 3,
  'PARTLY CHECKED': 3,
  'CONSISTENT, SIGNER NOT CHECKED': 4,
  'NOT SEALED YET': 1,
  'CANNOT HAVE HAPPENED SO': 1,
};

/** @param found - what is covered and what is not, and what lies before its cause */
export function verdictOf({ story, unsealed, unvouched, reversed, isVouched }) {
  if (reversed.length > 0) return 'CANNOT HAVE HAPPENED SO';
  if (story.decisions.length === 0) return 'NOT SEALED YET';
  if (unsealed.length > 0) return 'PARTLY SEALED';
  if (unvouched.length > 0) return 'PARTLY CHECKED';
  return isVouched ? 'HOLDS' : 'CONSISTENT, SIGNER NOT CHECKED';
}

/**
 * @param found - `story`, what is covered, which alone is reported; `unsealed` and `unvouched`, the entries that are not; `tied`, to what
 *   number and text it is; `reversed`, what lies before its cause; `sealedAt`, up to when a head from elsewhere speaks for it; `lang`, to
 *   write it in sentences
 */
export function report(path, proof, found) {
  const { story, reversed, lang } = found;
  const verdict = verdictOf(found);
  print(`${path}: ${verdictIn(lang, verdict)}`);
  if (lang !== undefined) {
    const flags = found.sealedAt === undefined || !found.isVouched ? [flagsIn(lang)] : [];
    return [...explain(proof, lang, found), ...flags].forEach((sentence) => print(`  ${sentence}`));
  }
  for (const each of reversed) print(`  Out of order ${each}.`);
  if (reversed.length > 0)
    print(
      '               Nothing of it was altered since it was sealed; a clock was wrong when it was written down, or it is not true.',
    );
  if (story.decisions.length > 0) reportStory(proof, found);
  reportUnsealed(found);
  reportSigner(proof, found);
  if (story.decisions.length > 0) return reportLimits(found);
  print(`  Message      ${proof.messageId}; nothing of it is sealed yet, so nothing is proven`);
  print(
    '  What to do   Ask for the proof again in a few minutes: what happens to messages is sealed at short intervals.',
  );
}

function reportStory({ seals, sealsBefore = [], actSeals = [] }, { story, covered, tied }) {
  const counts = (seal) => entriesIn(seal).some((entry) => covered.has(entry));
  const { messageId, request, decisions, statuses, receipt, acts = [] } = story;
  print(
    `  Message      ${messageId}, ${request.category}, asked for on ${request.requestedAt} by ${request.advertiserId}`,
  );
  for (const { what, how } of tied) print(`  ${what.padEnd(13)}${how}`);
  decisions.forEach(reportDecision);
  for (const { status, at, begunAt, smscIds, view } of statuses) {
    const seen = view ? `, opt-outs read up to partition ${view.partition} offset ${view.offset}` : '';
    const begun = begunAt ? `, begun on ${begunAt}` : '';
    print(`  Status       ${status} on ${at}${begun}${smscIds ? `, ${smscIds.join(', ')}` : ''}${seen}`);
  }
  for (const { at, who, operation, service, result } of acts)
    print(`  Act          ${operation} in ${service} by ${whoIs(who)} on ${at}: ${result.status}`);
  if (receipt) print(`  Receipt      ${receipt.outcome} (${receipt.stat}) on ${receipt.at}`);
  for (const seal of [...sealsBefore, ...seals].filter(counts)) reportSeal(seal, false);
  for (const seal of actSeals.filter(counts)) reportSeal(seal, true);
}

const entriesIn = ({ covers, facts }) => covers ?? facts.map(({ entry }) => entry);

function reportSeal(seal, ofActs) {
  const { batch, head, day } = seal;
  const entries = entriesIn(seal);
  const what = ofActs ? 'acts' : [...(entries.includes('1') ? ['request'] : []), ...entries].join(', ');
  print(`  Sealed       on ${batch.sealedAt} in batch ${batch.seq}, among ${batch.count}: ${what}`);
  print(
    day
      ? `               head of ${day.header.day}: ${day.head}`
      : `               head of the batch: ${head} (its day was not over)`,
  );
}

/** Entries that are not reported. */
export function reportUnsealed({ unsealed, unvouched }) {
  if (unsealed.length > 0)
    print(`  Not sealed   ${unsealed.join(', ')}: not sealed yet, not proven, and not reported here.`);
  if (unvouched.length > 0)
    print(
      `  Not checked  ${unvouched.join(', ')}: sealed later than your head covers, and not reported here; that needs a later head, or all of them: --heads.`,
    );
}

function reportSigner({ issuedAt, signature }, { isSigned, isVouched, unsigned }) {
  if (isSigned)
    print(
      `  Signed       on ${issuedAt} with the platform's key ${signature.keyId}: that was all it had of the message then; what came later is in a later document.`,
    );
  else if (signature)
    print(
      `  Not checked  who signed it on ${issuedAt}, with the key ${signature.keyId}: anybody can make a document with a key of their own. Give the platform's keys: --keys.`,
    );
  else
    print(
      `  Unsigned     ${isVouched ? 'made before proofs were signed, so nothing shows that no entry was cut off its end' : 'anybody can have made it: a head noted elsewhere says whether it is genuine, --head or --heads'}.`,
    );
  if (isSigned && unsigned.length > 0)
    print(
      `  Unsigned     the heads of batch ${[...new Set(unsigned)].join(', ')}, from before heads were signed: that they were sealed then shows by --head or --heads.`,
    );
}

function reportLimits({ story, sealedAt, isVouched }) {
  const erased = story.decisions
    .flatMap(({ consent, reading }) => [consent, reading])
    .filter((each) => typeof each === 'string');
  if (erased.length > 0)
    print(`  Not shown    ${erased.length} record(s), given by digest: whoever has one can show that it is the one.`);
  print(
    sealedAt === undefined
      ? isVouched
        ? '  This proves  that it is what the platform sealed and gave. That the platform itself changed nothing since shows when the head above is compared with one noted elsewhere: --head or --heads.'
        : '  This proves  that the document agrees with itself, and no more: whoever knows the form can make one that does.'
      : `  This proves  that what was sealed up to ${sealedAt}, by the platform's clock, is unaltered since your head was noted.`,
  );
  print(
    '  It does not prove that what was recorded was true, nor the words of "summary" and "explanation", which are a reading of it.',
  );
}

/** `Anne (person b1946ac9)` */
export const whoIs = ({ kind, name, subject, keyId }) =>
  `${name ?? 'somebody'} (${[kind, subject ?? keyId].filter(Boolean).join(' ')})`;

function reportDecision(decision) {
  const { attempt, at, verdict, code, detail, pack, consent, reading, window, review, enforcement, observed } =
    decision;
  print(`  Decision ${attempt}   ${verdict} on ${at}${code ? `: ${code}, ${detail}` : ''}`);
  const more = (what) => print(`               ${what}`);
  if (pack) more(`rule pack ${pack.id}, ${pack.hash}`);
  if (consent?.grantedAt)
    more(`consent ${consent.id} of ${consent.grantedAt}, ${consent.source}: "${consent.wording}"`);
  if (reading?.mention) more(`read as ${reading.category?.found}, STOP mention: ${reading.mention.verdict}`);
  if (window) more(`window ${window.open ? 'open' : 'closed'} in ${window.timeZones?.join(', ')}`);
  if (review?.decision)
    more(`review ${review.id}: ${review.decision.verdict} by ${review.decision.by}, ${review.decision.reason}`);
  more(`enforcement: ${enforcement ?? 'full'}`);
  const codes = codesIn(observed);
  if (codes.length > 0) more(`only observed, full enforcement would have stopped it: ${codes.join(', ')}`);
}
