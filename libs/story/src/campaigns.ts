import type { RunningStack } from '@stopsms/local-stack';
import { get, post } from './api';
import type { Waits } from './until';

/** `GET /v1/campaigns/:id` → counts; a funnel: see the campaign service's OpenAPI. */
export interface Counts {
  recipients: number;
  pending: number;
  cancelled: number;
  refused: number;
  held: number;
  cleared: number;
  blocked: number;
  expired: number;
  rejected: number;
  unknown: number;
  queued: number;
  submitted: number;
  delivered: number;
  failed: number;
  awaitingReceipt: number;
  optedOut: number;
}

/** `POST /v1/campaigns/:id/preflight` */
type Foreseen = Record<'recipients' | 'leave' | 'held' | 'refused', number>;

export interface CampaignRun {
  title: string;
  id: string;
  /** Forecast before its start. */
  foreseen: Foreseen;
  counts: Counts;
}

interface CampaignOrder {
  advertiserId: string;
  addressBookId: string;
  category: 'marketing' | 'informative';
  text: string;
  mention?: 'require' | 'insert';
}

/** Makes a campaign, starts it and waits until each recipient's message has come to an end or is held. */
export async function runCampaign(
  stack: RunningStack,
  title: string,
  order: CampaignOrder,
  { waits, print }: { waits: Waits; print: (line: string) => void },
): Promise<CampaignRun> {
  const { url } = stack.services.campaign;
  const { id } = await post<{ id: string }>(`${url}/v1/campaigns`, order);
  const foreseen = await post<Foreseen>(`${url}/v1/campaigns/${id}/preflight`);
  await post(`${url}/v1/campaigns/${id}/start`, { by: 'the story' });
  let last = '';
  const counts = await waits.until(`the campaign "${title}" comes to its end`, async () => {
    const { counts } = await get<{ counts: Counts }>(`${url}/v1/campaigns/${id}`);
    const line = `${title}: ${counts.recipients - counts.pending} of ${counts.recipients} decided, ${counts.delivered} delivered`;
    if (line !== last) print((last = line));
    return counts.recipients > 0 && openMessages(counts) === 0 ? counts : undefined;
  });
  return { title, id, foreseen, counts };
}

/** Makes a campaign and tries to start it. @returns the code for which its text is refused; undefined when it was started */
export async function refusedCampaign(stack: RunningStack, order: CampaignOrder): Promise<string | undefined> {
  const { url } = stack.services.campaign;
  const { id } = await post<{ id: string }>(`${url}/v1/campaigns`, order);
  const response = await fetch(`${url}/v1/campaigns/${id}/start`, { method: 'POST' });
  if (response.ok) return undefined;
  const { refused } = (await response.json()) as { refused?: { code: string }[] };
  return refused?.[0]?.code;
}

/** The same campaign with its counts of now. */
export async function latestCounts(stack: RunningStack, run: CampaignRun): Promise<CampaignRun> {
  const { counts } = await get<{ counts: Counts }>(`${stack.services.campaign.url}/v1/campaigns/${run.id}`);
  return { ...run, counts };
}

const openMessages = ({ pending, queued, awaitingReceipt }: Counts): number => pending + queued + awaitingReceipt;

/** Every sum that must hold, as a sentence for those that do not. */
export function brokenSums({ title, counts }: Pick<CampaignRun, 'title' | 'counts'>): string[] {
  const sum = (...names: (keyof Counts)[]) => names.reduce((total, name) => total + counts[name], 0);
  const claims: [string, number, number][] = [
    [
      'recipients = pending + cancelled + refused + held + cleared',
      counts.recipients,
      sum('pending', 'cancelled', 'refused', 'held', 'cleared'),
    ],
    [
      'cleared = blocked + expired + rejected + unknown + queued + submitted',
      counts.cleared,
      sum('blocked', 'expired', 'rejected', 'unknown', 'queued', 'submitted'),
    ],
    [
      'submitted = delivered + failed + awaitingReceipt',
      counts.submitted,
      sum('delivered', 'failed', 'awaitingReceipt'),
    ],
  ];
  return claims
    .filter(([, left, right]) => left !== right)
    .map(([claim, left, right]) => `${title}: ${claim} does not hold, ${left} ≠ ${right}`);
}

/** Differences between preflight and campaign, as sentences. */
export function unforeseen({ title, foreseen, counts }: CampaignRun): string[] {
  const claims: [string, number, number][] = [
    ['recipients', foreseen.recipients, counts.recipients],
    ['leave', foreseen.leave, counts.cleared],
    ['held', foreseen.held, counts.held],
    ['refused', foreseen.refused, counts.refused],
  ];
  return claims
    .filter(([, forecast, done]) => forecast !== done)
    .map(([what, forecast, done]) => `${title}: its preflight said ${what}: ${forecast}, and it was ${done}`);
}
