import { PROBLEMS, type ProblemCode, kindOf } from '@stopsms/contracts';

const CODES = Object.keys(PROBLEMS) as ProblemCode[];

const HEAD = `# Problems

Error responses are \`application/problem+json\` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)):

\`\`\`json
{
  "type": "urn:stopsms:problem:invalid-request",
  "title": "Invalid request",
  "status": 400,
  "detail": "phone is missing; name must be text, got a number.",
  "code": "invalid-request",
  "errors": [
    { "in": "body", "pointer": "/phone", "detail": "phone is missing" },
    { "in": "body", "pointer": "/name", "detail": "name must be text, got a number" }
  ]
}
\`\`\`

Match on \`code\`, or on \`type\`, which is \`urn:stopsms:problem:\` and the code. A code has one status and one title, never changes its meaning, and
is never reused. \`detail\` is for people: what happened and what to do. \`errors\` has one entry for each invalid field; \`pointer\` is a JSON pointer
into the body, or \`/<name>\` of a parameter. Responses never repeat values that you sent, since they may be somebody's number or text. Some problems
have additional members, e.g. \`imported\` of an interrupted import; the OpenAPI documents list the codes of each route. \`503\` and \`429\` come with \`Retry-After\`.
`;

/** Every kind of problem in a table, with the services whose documents have it. */
export function problemPage(documents: readonly (readonly [name: string, document: object])[], banner: string): string {
  const where = documents.map(([name, document]) => [name, examplesOf(document)] as const);
  const rows = CODES.map((code) => {
    const { status, title, detail } = kindOf(code);
    const services = where.filter(([, codes]) => codes.has(code)).map(([name]) => name);
    const listing = services.length === documents.length || services.length === 0 ? 'all' : services.join(', ');
    return `| \`${code}\` | ${status} | ${title} | ${detail.replaceAll('|', '\\|').replaceAll('<', '\\<')} | ${listing} |`;
  });
  return [
    `<!-- ${banner} -->`,
    '',
    HEAD,
    '| code | status | title | e.g. | services |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

const examplesOf = (document: object): Set<string> =>
  new Set(Object.keys((document as { components?: { examples?: object } }).components?.examples ?? {}));
