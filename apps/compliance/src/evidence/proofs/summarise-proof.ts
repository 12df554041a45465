import { type MessageFacts, type ProvenDecision, type ProvenStatus, outcomeOf } from '../facts/message-facts';

/** Summarises the events in sentences that say why this person got this text, or why not. */
export function summarise({ request, decisions, statuses, receipt }: MessageFacts, name: string): string[] {
  const asked = `On ${request.requestedAt}, advertiser ${name} asked to send a text declared ${request.category}.`;
  const last = outcomeOf(statuses);
  const isUnderWay = !last && statuses.length > 0;
  return [
    asked,
    ...decisions.flatMap((decision) => [
      ...describeTrust(decision),
      ...describeReview(decision),
      describeDecision(decision),
    ]),
    ...(isUnderWay ? ['It is being submitted.'] : []),
    ...(last ? [describeStatus(last)] : []),
    ...(receipt ? [`The operator reported it ${receipt.outcome} (${receipt.stat}) on ${receipt.at}.`] : []),
  ];
}

function describeTrust({ trust }: ProvenDecision): string[] {
  if (trust?.standing === 'trusted') {
    const right = trust.rightTexts.toLocaleString('en');
    return [`The advertiser was trusted: ${right} of its texts had been right, so a person is asked about fewer.`];
  }
  if (trust?.standing !== 'watched') return [];
  const caught = `a text of it was refused as an advert on ${trust.caughtOn}`;
  return [`The advertiser was watched: ${caught}, so a person is asked about more.`];
}

function describeReview({ review }: ProvenDecision): string[] {
  if (!review) return [];
  const { decision, id } = review;
  if (!decision) return [`A person must read the text first (review ${id}).`];
  return [`${decision.by} read the text and ${decision.verdict} it on ${decision.at}: ${decision.reason}.`];
}

function describeDecision(decision: ProvenDecision): string {
  const { verdict, at, pack, code, detail, heldUntil, review } = decision;
  const under = pack ? ` under rule pack ${pack.id}` : '';
  const decided = review?.decision ? ` ${review.decision.by} decided so on ${review.decision.at}.` : '';
  if (verdict === 'refused') return `It was refused on ${at}${under}: ${code}, ${detail}${decided}`;
  if (verdict === 'held') return `It was held on ${at}${under}${heldUntil ? ` until ${heldUntil}` : ''}: ${code}.`;
  return `It was cleared on ${at}${under}: ${[...grounds(decision)].join(', ')}.${describeLevel(decision)}`;
}

function describeLevel({ enforcement, observed = [] }: ProvenDecision): string {
  if (!enforcement) return '';
  const codes = observed.map(({ code }) => code).join(', ');
  const would = codes ? `Full enforcement would have stopped it: ${codes}.` : 'No rule would have stopped it.';
  return ` The rules were not fully enforced for the advertiser then (level ${enforcement}). ${would}`;
}

function* grounds({ at, consent, reading, window, review, textHash }: ProvenDecision): Generator<string> {
  const { category, mention } = typeof reading === 'object' ? reading : {};
  if (category) yield `the text was read as ${category.found}`;
  if (review?.decision) {
    const read = review.textHash === textHash ? 'it' : `another text of its ${review.shared ?? 'campaign'}`;
    const { by, at: decidedAt, reason } = review.decision;
    yield `${by} read ${read} and approved on ${decidedAt} (${reason})`;
  }
  if (typeof consent === 'string') yield 'there was a consent, which is on record no more as it was sealed';
  else if (consent && 'grantedAt' in consent)
    yield `the person had consented on ${consent.grantedAt} (${consent.source})`;
  if (mention?.verdict === 'accept') yield 'it ended with a valid STOP mention';
  if (mention?.verdict === 'insert') yield 'a valid STOP mention was put at its end';
  if (window && window.open !== false) {
    const local = window.timeZones.map((timeZone) => localTime(at, timeZone));
    yield `it was ${local.join(' and ')} where the person lives, inside the sending window`;
  }
}

/** `2026-11-25 11:00 Europe/Paris` */
const localTime = (at: string, timeZone: string): string =>
  `${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(Date.parse(at))} ${timeZone}`;

function describeStatus({ status, at, provider, smscIds, view, code, detail }: ProvenStatus): string {
  const seen = view
    ? ` after the opt-out list was checked up to partition ${view.partition}, offset ${view.offset}`
    : '';
  switch (status) {
    case 'submitted':
      return `It was submitted to ${provider} on ${at} as ${smscIds?.join(', ') ?? 'unknown id'}${seen}.`;
    case 'blocked':
      return `It was blocked on ${at}${seen}: ${code}, ${detail}`;
    case 'unknown':
      return `What became of it at ${provider} on ${at} is unknown, so it was never sent again.`;
    default:
      return `It was ${status} on ${at}: ${code}, ${detail}`;
  }
}
