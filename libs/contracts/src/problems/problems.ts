import { anyService } from './any-service';
import { campaign } from './campaign';
import { compliance } from './compliance';
import { consoleProblems } from './console';
import { files } from './files';
import { gateway } from './gateway';
import { inboundMo } from './inbound-mo';
import { phone } from './phone';
import type { ProblemKind } from './problem-kind';
import { suppression } from './suppression';

/** All kinds of problems by code. docs/problems.md is generated from it. */
export const PROBLEMS = {
  ...anyService,
  ...phone,
  ...files,
  ...campaign,
  ...compliance,
  ...suppression,
  ...inboundMo,
  ...gateway,
  ...consoleProblems,
};

export type ProblemCode = keyof typeof PROBLEMS;

export const kindOf = (code: ProblemCode): ProblemKind => PROBLEMS[code];

/** Returns the `type` of RFC 9457. It is a name without a document: docs/problems.md explains each. */
export const problemType = (code: ProblemCode): string => `urn:stopsms:problem:${code}`;

/** Returns an example of a response of this kind. */
export function exampleOf(code: ProblemCode): Record<string, unknown> {
  const { status, title, detail, errors } = kindOf(code);
  return { type: problemType(code), title, status, detail, code, ...(errors && { errors }) };
}
