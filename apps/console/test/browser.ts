interface Cookie {
  name: string;
  value: string;
  path: string;
  attributes: string;
}

export interface Page {
  status: number;
  url: URL;
  headers: Headers;
  text: string;
}

/** Code of a problem. */
export const codeOf = ({ text }: Page): unknown => (JSON.parse(text) as { code?: unknown }).code;

/** The HTTP behaviour of a browser: keeps cookies by name and path, sends its user agent, follows redirects on request. */
export class Browser {
  cookies: Cookie[] = [];

  constructor(private readonly agent = 'Test/1.0 (a browser)') {}

  /** The same cookies in another browser, as a thief has them. */
  stolenBy(agent: string): Browser {
    const thief = new Browser(agent);
    thief.cookies = [...this.cookies];
    return thief;
  }

  cookie(name: string): Cookie | undefined {
    return this.cookies.find((each) => each.name === name);
  }

  async fetch(url: URL | string, init: RequestInit = {}): Promise<Response> {
    const at = new URL(url);
    const sent = this.cookies
      .filter(({ path }) => at.pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`);
    const headers = new Headers(init.headers);
    headers.set('user-agent', this.agent);
    if (sent.length > 0) headers.set('cookie', sent.join('; '));
    const answer = await fetch(at, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    return answer;
  }

  async ask(url: URL | string, init: RequestInit = {}): Promise<Page> {
    const answer = await this.fetch(url, init);
    return { status: answer.status, url: new URL(url), headers: answer.headers, text: await answer.text() };
  }

  /** Follows redirections until there is something else, or until `stop` says so of the next address. */
  async visit(url: URL | string, init: RequestInit = {}, stop: (next: URL) => boolean = () => false): Promise<Page> {
    let page = await this.ask(url, init);
    for (let hops = 0; page.status >= 300 && page.status < 400; hops += 1) {
      if (hops > 10) throw new Error(`Redirected without end: ${page.url.href}`);
      const next = new URL(page.headers.get('location') ?? '', page.url);
      if (stop(next)) return { ...page, url: next };
      page = await this.ask(next);
    }
    return page;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/; */);
    const [name = '', ...value] = pair.split('=');
    const of = (what: string) =>
      attributes.find((each) => each.toLowerCase().startsWith(`${what}=`))?.slice(what.length + 1);
    const path = of('path') ?? '/';
    this.cookies = this.cookies.filter((each) => each.name !== name || each.path !== path);
    const isOver = Date.parse(of('expires') ?? '') <= Date.now() || of('max-age') === '0';
    if (!isOver) this.cookies.push({ name, value: value.join('='), path, attributes: attributes.join('; ') });
  }
}
