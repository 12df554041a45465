/** One request that a page has curl send as JSON. */
export interface PageRequest {
  /** The service's by default. */
  port: number;
  path: string;
  body: Record<string, unknown>;
}

/** `localhost:<port><path> … -d '<body>'`; the shell puts ids in by `'$name'`. */
const SENT = /localhost:(?<port>\d+)(?<path>\/v1\/\S+) -H 'content-type: application\/json' -d '(?<body>[^']+)'/g;

export const requestsOf = (command: string): PageRequest[] =>
  [...command.replaceAll(/'(\$\w+)'/g, '$1').matchAll(SENT)].map(({ groups = {} }) => ({
    port: Number(groups['port']),
    path: groups['path'] ?? '',
    body: JSON.parse(groups['body'] ?? '') as Record<string, unknown>,
  }));
