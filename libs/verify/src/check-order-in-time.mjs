// Checks that the events can have happened in that order. Nothing altered is found here: a clock that was set back, or wrong when
// something was written down, gives a document whose seals hold and whose story cannot be true.

/** Clocks of different machines, and an answer that is overtaken by what it leads to. */
export const CLOCKS_DIFFER_MS = 5_000;

const isBefore = (effect, cause) => Date.parse(effect) + CLOCKS_DIFFER_MS < Date.parse(cause);

/** @returns what lies before its cause, in sentences; empty for a story that can be true */
export function effectsBeforeCauses(proof) {
  return [
    ...ofDecisions(proof),
    ...proof.statuses.flatMap((status) => [...ofStatus(status, proof.decisions)]),
    ...ofReceipt(proof),
    ...ofSeals(proof),
  ];
}

function* ofDecisions({ decisions }) {
  for (const [n, { attempt, at, verdict, consent, review }] of decisions.entries()) {
    const before = decisions[n - 1];
    if (before && isBefore(at, before.at))
      yield `decision ${attempt} on ${at} lies before decision ${before.attempt} on ${before.at}`;
    if (verdict === 'cleared' && consent?.grantedAt && isBefore(at, consent.grantedAt))
      yield `decision ${attempt} on ${at} lies before the consent it rests on, given on ${consent.grantedAt}`;
    if (review?.decision && isBefore(at, review.decision.at))
      yield `decision ${attempt} on ${at} lies before that of the person it rests on, on ${review.decision.at}`;
  }
}

/** `unknown` may be reported of any message. */
const LEFT = ['submitting', 'submitted', 'rejected'];

function* ofStatus({ attempt, status, at, begunAt }, decisions) {
  const decision = decisions.find((each) => each.attempt === attempt);
  if (LEFT.includes(status) && decision?.verdict !== 'cleared')
    yield `${status} is reported on ${at}, but attempt ${attempt} was never cleared`;
  const begun = begunAt ?? at;
  if (decision && isBefore(begun, decision.at))
    yield `${status} on ${begun} lies before decision ${attempt} on ${decision.at}`;
  if (isBefore(at, begun)) yield `${status} on ${at} lies before its own beginning on ${begun}`;
}

/** A receipt does not name its segment: the earliest that was sent counts. */
function* ofReceipt({ statuses, receipt }) {
  const left = statuses.filter(({ status }) => status === 'submitted').map(({ at }) => at);
  const first = left.sort((one, other) => Date.parse(one) - Date.parse(other))[0];
  if (receipt && first && isBefore(receipt.at, first))
    yield `${receipt.outcome} on ${receipt.at} lies before submitted on ${first}`;
}

/** Nothing can be sealed before it happened. */
function* ofSeals(proof) {
  const { decisions, statuses, receipt, seals, sealsBefore = [] } = proof;
  const happened = new Map([
    ...decisions.map(({ attempt, at }) => [String(attempt), at]),
    ...statuses.map(({ attempt, status, at }) => [`${attempt}:${status}`, at]),
    ...(receipt ? [['receipt', receipt.at]] : []),
  ]);
  for (const { batch, covers, facts } of [...sealsBefore, ...seals]) {
    for (const entry of covers ?? facts.map((fact) => fact.entry)) {
      const at = happened.get(entry);
      if (at && isBefore(batch.sealedAt, at))
        yield `${entry} was sealed on ${batch.sealedAt}, before it happened on ${at}`;
    }
  }
}
