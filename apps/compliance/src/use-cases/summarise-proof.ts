import type { Proof, ProvenDecision } from './find-proof';

/** One paragraph in English for whoever asks "why did this person get this text?", or "why not?". */
export function summarise({ request, decisions, statuses, receipt }: Omit<Proof, 'summary'>): string {
  const who = `advertiser ${request.advertiser ?? request.advertiserId}`;
  const asked = `On ${request.requestedAt}, ${who} asked to send a text declared ${request.category}.`;
  const [last] = statuses.filter(({ status }) => status !== 'submitting').slice(-1);
  const fate = [
    ...statuses.filter(({ status }) => status === 'submitting' && !last).map(() => 'It is being submitted.'),
    ...(last ? [describeStatus(last)] : []),
    ...(receipt ? [`The operator reported it ${receipt.outcome} (${receipt.stat}) on ${receipt.at}.`] : []),
  ];
  return [asked, ...decisions.map(describeDecision), ...fate].join(' ');
}

function describeDecision(decision: ProvenDecision): string {
  const { verdict, at, pack, code, detail, heldUntil } = decision;
  const under = pack ? ` under rule pack ${pack.id}` : '';
  if (verdict === 'refused') return `It was refused on ${at}${under}: ${code}, ${detail}`;
  if (verdict === 'held') return `It was held on ${at}${under}${heldUntil ? ` until ${heldUntil}` : ''}: ${code}.`;
  return `It was cleared on ${at}${under}: ${[...grounds(decision)].join(', ')}.`;
}

function* grounds({ consent, mention, window, category }: ProvenDecision): Generator<string> {
  if (category) yield `the text was read as ${category.found}`;
  if (consent && 'grantedAt' in consent) yield `the person had consented on ${consent.grantedAt} (${consent.source})`;
  if (mention?.verdict === 'accept') yield 'it ended with a valid STOP mention';
  if (mention?.verdict === 'insert') yield 'a valid STOP mention was put at its end';
  if (window) yield `it was ${window.local.join(' and ')} where the person lives, inside the sending window`;
}

function describeStatus({ status, at, provider, smscIds, view, code, detail }: Proof['statuses'][number]): string {
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
