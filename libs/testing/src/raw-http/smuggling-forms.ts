/** Parts of a form: a request that its sender may make, and one that it may not, hidden in it. */
export interface SmugglingParts {
  host: string;
  /** Header lines by which the sender is known, e.g. `Authorization: Bearer …`. */
  lines: readonly string[];
  /** Head of a `POST` with a JSON body. */
  post: string;
  /** Head of a `GET`. */
  get: string;
  /** Head of a `DELETE`. */
  delete: string;
  /** Octets of the hidden request, as far as they go. */
  hidden: string;
}

export interface SmugglingForm {
  name: string;
  /**
   * `refused`: one answer of 4xx, and the connection ends, so that nothing behind it is read as a request. `one`: the octets are one
   * lawful request, whatever they look like, and the answer is its own. `pair`: two lawful requests, each with its own answer.
   */
  is: 'refused' | 'one' | 'pair';
  octets: (parts: SmugglingParts) => string;
}

const CRLF = '\r\n';
const head = (first: string, { host, lines }: SmugglingParts, more: readonly string[]) =>
  [first, `Host: ${host}`, ...lines, ...more, '', ''].join(CRLF);
const chunk = (text: string, size = text.length.toString(16)) => `${size}${CRLF}${text}${CRLF}`;
const LAST = `0${CRLF}${CRLF}`;
const JSON_TYPE = 'Content-Type: application/json';

type Octets = SmugglingForm['octets'];
/** A `POST` with these lines, and behind them this body. */
const post =
  (more: readonly string[], body: (parts: SmugglingParts) => string = () => '{}'): Octets =>
  (parts) =>
    head(`POST ${parts.post} HTTP/1.1`, parts, [JSON_TYPE, ...more]) + body(parts);
/** The same with a first line of its own. */
const first =
  (
    line: (parts: SmugglingParts) => string,
    more: readonly string[] = [],
    body: (parts: SmugglingParts) => string = () => '',
  ): Octets =>
  (parts) =>
    head(line(parts), parts, more) + body(parts);
const hidden = ({ hidden: octets }: SmugglingParts) => octets;
const hiddenInChunk = (parts: SmugglingParts) => chunk(parts.hidden) + LAST;
const hiddenBehind = (parts: SmugglingParts) => LAST + parts.hidden;

const refused = (forms: Record<string, Octets>): SmugglingForm[] =>
  Object.entries(forms).map(([name, octets]) => ({ name, is: 'refused', octets }));

const LENGTHS = refused({
  'CL.TE': post(['Content-Length: 6', 'Transfer-Encoding: chunked'], hiddenBehind),
  'TE.CL': post(['Transfer-Encoding: chunked', 'Content-Length: 4'], hiddenInChunk),
  'two lengths': post(['Content-Length: 2', 'Content-Length: 60'], (parts) => `{}${parts.hidden}`),
  'the same length twice': post(['Content-Length: 2', 'Content-Length: 2']),
  'a list of lengths': post(['Content-Length: 2, 2']),
  'a length with a sign': post(['Content-Length: +2']),
  'a negative length': post(['Content-Length: -1']),
  'a length in hexadecimal': post(['Content-Length: 0x2']),
  'a length with a blank in it': post(['Content-Length: 2 0']),
  'a length beyond 64 bits': post(['Content-Length: 18446744073709551618']),
  'a blank before the colon of a length': post(['Content-Length : 2']),
});

const ENCODINGS = refused({
  'TE.TE, of which one is unknown': post(['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], hiddenBehind),
  'TE.TE, the same twice': post(['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], hiddenBehind),
  'a list that does not end with chunked': post(['Transfer-Encoding: chunked, identity'], hiddenBehind),
  'a list that ends with chunked': post(['Transfer-Encoding: gzip, chunked'], hiddenInChunk),
  'an encoding that is nearly chunked': post(['Transfer-Encoding: xchunked'], hiddenBehind),
  'an encoding in quotes': post(['Transfer-Encoding: "chunked"'], hiddenBehind),
  'a blank before the colon of an encoding': post(['Transfer-Encoding : chunked'], hiddenBehind),
  'a vertical tab before the encoding': post(['Transfer-Encoding:\x0bchunked'], hiddenBehind),
  'an encoding in a folded line': post(['X-Fold: a', ' Transfer-Encoding: chunked', 'Content-Length: 6'], hiddenBehind),
  'an encoding folded from its name': post(['Transfer-Encoding:', ' chunked', 'Content-Length: 6'], hiddenBehind),
  'an encoding behind a bare line feed': post(
    ['X-Feed: a\nTransfer-Encoding: chunked', 'Content-Length: 6'],
    hiddenBehind,
  ),
  'an encoding behind a bare carriage return': post(
    ['X-Feed: a\rTransfer-Encoding: chunked', 'Content-Length: 6'],
    hiddenBehind,
  ),
  'an encoding in HTTP/1.0': first(
    ({ post: path }) => `POST ${path} HTTP/1.0`,
    [JSON_TYPE, 'Transfer-Encoding: chunked'],
    hiddenBehind,
  ),
});

const CHUNKED = ['Transfer-Encoding: chunked'];
const CHUNKS = refused({
  'a chunk with a size in 0x': post(CHUNKED, (parts) => chunk('{}', '0x2') + LAST + parts.hidden),
  'a chunk with a negative size': post(CHUNKED, () => chunk('{}', '-2') + LAST),
  'a chunk with a blank behind its size': post(CHUNKED, () => chunk('{}', '2 ') + LAST),
  'a chunk with a size beyond 64 bits': post(CHUNKED, () => chunk('{}', '10000000000000002') + LAST),
  'a chunk longer than its size': post(CHUNKED, (parts) => chunk(`{}${parts.hidden}`, '2') + LAST),
  'a chunk whose size ends with a bare line feed': post(CHUNKED, () => `2\n{}${CRLF}${LAST}`),
  'a chunk that ends with a bare line feed': post(CHUNKED, () => `2${CRLF}{}\n${LAST}`),
  'a bare line feed in a chunk’s extension': post(CHUNKED, (parts) => `2;a\n${CRLF}{}${CRLF}${LAST}${parts.hidden}`),
});

const LINES = refused({
  'NUL in a header': post(['Content-Length: 2', 'X-Odd: a\0b']),
  'a control character in a header': post(['Content-Length: 2', 'X-Odd: a\x01b']),
  'DEL in a header': post(['Content-Length: 2', 'X-Odd: a\x7fb']),
  'a blank in the name of a header': post(['Content-Length: 2', 'X Odd: a']),
  'a header without a name': post(['Content-Length: 2', ': a']),
  'a header without a colon': post(['Content-Length: 2', 'X-Odd']),
  'a folded line': post(['Content-Length: 2', 'X-Fold: a', '\tb']),
  'line feeds alone': (parts) => post(['Content-Length: 2'])(parts).replaceAll(CRLF, '\n'),
  'headers beyond 16 kB': post(['Content-Length: 2', `X-Long: ${'a'.repeat(20_000)}`]),
  'Host twice': post(['Content-Length: 2', 'Host: elsewhere.example']),
  'no Host': (parts) => post(['Content-Length: 2'])(parts).replace(/^Host: .*\r\n/m, ''),
  'Content-Type twice': post(['Content-Length: 2', 'Content-Type: text/csv']),
  'Content-Encoding twice': post(['Content-Length: 2', 'Content-Encoding: identity', 'Content-Encoding: gzip']),
  'Authorization twice': post(['Content-Length: 2', 'Authorization: Bearer a', 'Authorization: Bearer b']),
  'Connection names Authorization': post(['Content-Length: 2', 'Connection: keep-alive, Authorization']),
  'Connection names X-Forwarded-For': post(['Content-Length: 2', 'Connection: X-Forwarded-For']),
  'Connection names Content-Length': post(
    ['Content-Length: 2', 'Connection: Content-Length'],
    (parts) => `{}${parts.hidden}`,
  ),
});

const TARGETS = refused({
  'an absolute address': first(({ host, get }) => `GET http://${host}${get} HTTP/1.1`),
  'an absolute address elsewhere': first(({ get }) => `GET http://elsewhere.example${get} HTTP/1.1`),
  'an asterisk': first(() => 'OPTIONS * HTTP/1.1'),
  CONNECT: first(({ host }) => `CONNECT ${host} HTTP/1.1`),
  'a method of nobody': first(({ get }) => `SMUGGLE ${get} HTTP/1.1`),
  'a blank in the address': first(({ get }) => `GET ${get} x HTTP/1.1`),
  'a control character in the address': first(({ get }) => `GET ${get}\x01 HTTP/1.1`),
  'octets beyond ASCII in the address': first(({ get }) => `GET ${get}?\xe9 HTTP/1.1`),
  'HTTP/0.9': ({ get }) => `GET ${get}${CRLF}${CRLF}`,
  'HTTP/2 by prior knowledge': () => `PRI * HTTP/2.0${CRLF}${CRLF}SM${CRLF}${CRLF}`,
  'HTTP/1.2': first(({ get }) => `GET ${get} HTTP/1.2`),
});

const BODIES = refused({
  'a DELETE with chunks': first((parts) => `DELETE ${parts.delete} HTTP/1.1`, CHUNKED, hiddenInChunk),
  'a DELETE with a body': (parts) =>
    head(`DELETE ${parts.delete} HTTP/1.1`, parts, [`Content-Length: ${parts.hidden.length}`]) + parts.hidden,
  'a GET with a body': (parts) =>
    head(`GET ${parts.get} HTTP/1.1`, parts, [`Content-Length: ${parts.hidden.length}`]) + parts.hidden,
  'a GET with chunks': first(({ get }) => `GET ${get} HTTP/1.1`, CHUNKED, hiddenInChunk),
  'a HEAD with chunks': first(({ get }) => `HEAD ${get} HTTP/1.1`, CHUNKED, hiddenInChunk),
  'an OPTIONS with chunks': first(({ get }) => `OPTIONS ${get} HTTP/1.1`, CHUNKED, hiddenInChunk),
  'an announced trailer': post(
    [...CHUNKED, 'Trailer: Authorization'],
    () => `${chunk('{}')}0${CRLF}Authorization: Bearer x${CRLF}${CRLF}`,
  ),
});

const EXPECTATIONS = refused({
  'Expect with a body': post(['Content-Length: 2', 'Expect: 100-continue']),
  'Expect with a body that never comes': post(['Content-Length: 2', 'Expect: 100-continue'], () => ''),
  'Expect with chunks': post([...CHUNKED, 'Expect: 100-continue'], hiddenInChunk),
  'Expect in capitals': post(['Content-Length: 2', 'EXPECT: 100-CONTINUE']),
  'Expect with a GET': first(({ get }) => `GET ${get} HTTP/1.1`, ['Expect: 100-continue']),
  'Expect with a DELETE': first((parts) => `DELETE ${parts.delete} HTTP/1.1`, ['Expect: 100-continue']),
  'an Expect of nobody': post(['Content-Length: 2', 'Expect: x']),
  'a list of Expect': post(['Content-Length: 2', 'Expect: x, 100-continue']),
});

const LAWFUL: SmugglingForm[] = [
  {
    name: 'a request in the body, by length',
    is: 'one',
    octets: (parts) => post([`Content-Length: ${wrapped(parts).length}`], wrapped)(parts),
  },
  {
    name: 'a request in the body, by chunks',
    is: 'one',
    octets: post(CHUNKED, (parts) => chunk(wrapped(parts)) + LAST),
  },
  { name: 'an extension of a chunk', is: 'one', octets: post(CHUNKED, () => chunk('{}', '2;a=b') + LAST) },
  { name: 'Chunked with a capital', is: 'one', octets: post(['Transfer-Encoding: Chunked'], () => chunk('{}') + LAST) },
  {
    name: 'another method in a header',
    is: 'one',
    octets: post([
      'Content-Length: 2',
      'X-HTTP-Method-Override: DELETE',
      'X-Method-Override: DELETE',
      'X-HTTP-Method: DELETE',
    ]),
  },
  {
    name: 'another address in a header',
    is: 'one',
    octets: post(['Content-Length: 2', 'X-Original-URL: /metrics', 'X-Rewrite-URL: /metrics']),
  },
  {
    name: 'a DELETE of length 0',
    is: 'one',
    octets: first((parts) => `DELETE ${parts.delete} HTTP/1.1`, ['Content-Length: 0']),
  },
  { name: 'an HTTP/1.0 request', is: 'one', octets: first(({ get }) => `GET ${get} HTTP/1.0`) },
  {
    name: 'two at once',
    is: 'pair',
    octets: (parts) => post(['Content-Length: 2'])(parts) + first(({ get }) => `GET ${get} HTTP/1.1`)(parts),
  },
];

/** The hidden request as a JSON text, so that the body is a lawful one. */
function wrapped(parts: SmugglingParts): string {
  return JSON.stringify({ note: hidden(parts) });
}

/** Requests that two readers of HTTP/1.1 have been known to read differently, and lawful ones that look like them. */
export const SMUGGLING_FORMS: readonly SmugglingForm[] = [
  ...[LENGTHS, ENCODINGS, CHUNKS, LINES, TARGETS, BODIES, EXPECTATIONS].flat(),
  ...LAWFUL,
];
