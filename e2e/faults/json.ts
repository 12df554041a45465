/** Calls a JSON route. @throws Error with method, address, status and the problem's text */
export async function json<R>(method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown): Promise<R> {
  const answer = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`${method} ${new URL(url).pathname} answered ${answer.status}: ${text.slice(0, 300)}`);
  return (text === '' ? undefined : JSON.parse(text)) as R;
}

/** Every item of a list that is answered page by page. */
export async function everyItem<R>(url: string): Promise<R[]> {
  const items: R[] = [];
  for (let cursor = ''; ;) {
    const page = await json<{ items: R[]; nextCursor?: string }>('GET', `${url}${cursor}`);
    items.push(...page.items);
    if (page.nextCursor === undefined) return items;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

/** The same of a search, whose question is in its body. */
export async function everyItemOf<R>(url: string, question: object): Promise<R[]> {
  const items: R[] = [];
  for (let more = {}; ;) {
    const page = await json<{ items: R[]; nextCursor?: string }>('POST', url, { ...question, ...more });
    items.push(...page.items);
    if (page.nextCursor === undefined) return items;
    more = { cursor: page.nextCursor };
  }
}
