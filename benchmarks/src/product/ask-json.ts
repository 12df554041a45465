/** Asks a JSON route. @throws Error with what it answered when that is a refusal */
export async function askJson<R>(method: string, url: string, body?: object): Promise<R> {
  const response = await fetch(url, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as R;
}
