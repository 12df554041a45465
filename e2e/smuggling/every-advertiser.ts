import type { RunningStack } from '@stopsms/local-stack';

/** Names of all advertisers. */
export async function everyAdvertiser({ services: { campaign } }: RunningStack): Promise<string[]> {
  const names: string[] = [];
  for (let cursor: string | null | undefined = ''; typeof cursor === 'string';) {
    const query = new URLSearchParams(cursor === '' ? {} : { cursor });
    const answer = await fetch(`${campaign.url}/v1/advertisers?${query}`);
    const page = (await answer.json()) as { items: { name: string }[]; nextCursor?: string | null };
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  }
  return names;
}
