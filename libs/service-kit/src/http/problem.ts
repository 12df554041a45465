import { HttpException } from '@nestjs/common';

/** An RFC 9457 problem: `code` is stable for programs, `detail` tells a person what was wrong and what to do. */
export class Problem extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    readonly detail: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(detail, status);
  }

  static badRequest(code: string, detail: string, more?: Record<string, unknown>): Problem {
    return new Problem(400, code, detail, more);
  }

  static notFound(what: string, id: string): Problem {
    return new Problem(404, 'not-found', `There is no ${what} with id ${id}.`);
  }

  static conflict(code: string, detail: string): Problem {
    return new Problem(409, code, detail);
  }
}
