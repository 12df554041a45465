import { anyService } from './any-service';
import { campaign } from './campaign';
import { compliance } from './compliance';
import { consoleProblems } from './console';
import { files } from './files';
import { inboundMo } from './inbound-mo';
import { phone } from './phone';
import type { ProblemKind } from './problem-kind';
import { suppression } from './suppression';

/** Every way in which a service may refuse a request, by code. docs/problems.md is made from it. */
export const PROBLEMS = {
  ...anyService,
  ...phone,
  ...files,
  ...campaign,
  ...compliance,
  ...suppression,
  ...inboundMo,
  ...consoleProblems,
};

export type ProblemCode = keyof typeof PROBLEMS;

export const kindOf = (code: ProblemCode): ProblemKind => PROBLEMS[code];

/** What names the kind in an answer, as RFC 9457 has it. It is a name and leads nowhere: docs/problems.md explains each. */
export const problemType = (code: ProblemCode): string => `urn:stopsms:problem:${code}`;

/** An answer of this kind, as an example. */
export function exampleOf(code: ProblemCode): Record<string, unknown> {
  const { status, title, detail, errors } = kindOf(code);
  return { type: problemType(code), title, status, detail, code, ...(errors && { errors }) };
}
