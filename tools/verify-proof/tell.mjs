import { explain, verdictIn } from './explain.mjs';

export const print = (line) => console.log(line);

/**
 * @param open - entries that no seal covers
 * @param tied - to what number and text it is
 * @param reversed - what lies before its cause
 * @param vouched - how far a head from elsewhere speaks for it
 * @param lang - to tell it in sentences
 */
export function tell(path, proof, found) {
  const { open, tied, reversed, vouched, lang } = found;
  const { messageId, request, decisions, statuses, receipt } = proof;
  const seals = [...(proof.sealsBefore ?? []), ...proof.seals];
  const erased = decisions
    .flatMap(({ consent, reading }) => [consent, reading])
    .filter((each) => typeof each === 'string');
  const last = seals.at(-1);
  const verdict = reversed.length > 0 ? 'CANNOT HAVE HAPPENED SO' : last ? 'HOLDS' : 'NOT SEALED YET';
  print(`${path}: ${verdictIn(lang, verdict)}`);
  if (lang !== undefined) return explain(proof, lang, found).forEach((sentence) => print(`  ${sentence}`));
  for (const each of reversed) print(`  Out of order ${each}.`);
  if (reversed.length > 0)
    print(
      '               Nothing of it was altered since it was sealed; a clock was wrong when it was written down, or it is not true.',
    );
  print(
    `  Message      ${messageId}, ${request.category}, asked for on ${request.requestedAt} by ${request.advertiserId}`,
  );
  for (const { what, how } of tied) print(`  ${what.padEnd(13)}${how}`);
  decisions.forEach(tellDecision);
  for (const { status, at, begunAt, smscIds, view } of statuses) {
    const seen = view ? `, opt-outs read up to partition ${view.partition} offset ${view.offset}` : '';
    const begun = begunAt ? `, begun on ${begunAt}` : '';
    print(`  Status       ${status} on ${at}${begun}${smscIds ? `, ${smscIds.join(', ')}` : ''}${seen}`);
  }
  for (const { at, who, operation, service, result } of proof.acts ?? [])
    print(`  Act          ${operation} in ${service} by ${whoIs(who)} on ${at}: ${result?.status ?? 'begun'}`);
  if (receipt) print(`  Receipt      ${receipt.outcome} (${receipt.stat}) on ${receipt.at}`);
  for (const { covers, facts, batch, head, day, ofActs } of [...seals, ...sealsOfActs(proof)]) {
    const entries = covers ?? facts.map(({ entry }) => entry);
    const what = ofActs ? 'acts' : [...(entries.includes('1') ? ['request'] : []), ...entries].join(', ');
    print(`  Sealed       on ${batch.sealedAt} in batch ${batch.seq}, among ${batch.count}: ${what}`);
    print(
      day
        ? `               head of ${day.header.day}: ${day.head}`
        : `               head of the batch: ${head} (its day was not over)`,
    );
  }
  if (open.length > 0)
    print(`  Not sealed   ${open.join(', ')}: that part of the document is the platform's word alone.`);
  if (erased.length > 0)
    print(`  Not shown    ${erased.length} record(s), given by digest: whoever has one can show that it is the one.`);
  if (!last) {
    print(`  What to do   ${proof.sealing.detail}`);
    return;
  }
  print(
    vouched
      ? `  This proves  that what was sealed up to ${vouched.sealedAt}, by the platform's clock, is unaltered since your head was noted${vouched.isAll ? '' : '; the other seals need a later head, or all of them: --heads'}.`
      : '  This proves  that the document agrees with itself. Whether it is what was sealed at the time shows when the head above is compared with one noted elsewhere: --head or --heads.',
  );
  print(
    '  It does not prove that what was recorded was true, nor the words of "summary" and "explanation", which are a reading of it.',
  );
}

const sealsOfActs = ({ actSeals = [] }) => actSeals.map((seal) => ({ ...seal, ofActs: true }));

/** `Anne (person b1946ac9)` */
export const whoIs = ({ kind, name, subject, keyId }) =>
  `${name ?? 'somebody'} (${[kind, subject ?? keyId].filter(Boolean).join(' ')})`;

function tellDecision({ attempt, at, verdict, code, detail, pack, consent, reading, window, review }) {
  print(`  Decision ${attempt}   ${verdict} on ${at}${code ? `: ${code}, ${detail}` : ''}`);
  const more = (what) => print(`               ${what}`);
  if (pack) more(`rule pack ${pack.id}, ${pack.hash}`);
  if (consent?.grantedAt)
    more(`consent ${consent.id} of ${consent.grantedAt}, ${consent.source}: "${consent.wording}"`);
  if (reading?.mention) more(`read as ${reading.category?.found}, STOP mention: ${reading.mention.verdict}`);
  if (window) more(`window ${window.open ? 'open' : 'closed'} in ${window.timeZones?.join(', ')}`);
  if (review?.decision)
    more(`review ${review.id}: ${review.decision.verdict} by ${review.decision.by}, ${review.decision.reason}`);
}
