import { HttpException } from '@nestjs/common';
import { type ProblemCode, kindOf } from '@stopsms/contracts';

/** Location and fault of a field. `pointer` is a JSON pointer into the body, or `/<name>` of a parameter. */
export interface FieldError {
  in: 'body' | 'query' | 'path' | 'header';
  pointer: string;
  /** One sentence about this field. */
  detail: string;
}

/** An RFC 9457 problem: `code` is stable for programs and determines the status, `detail` explains to a person what to do. */
export class Problem extends HttpException {
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    /** Further members of the response. */
    readonly more: object = {},
  ) {
    super(detail, kindOf(code).status);
  }

  /** Seconds until a retry, sent as `Retry-After`. */
  retryAfter?: number;

  static tooMany(detail: string, retryAfter: number): Problem {
    return Object.assign(new Problem('too-many-requests', detail), { retryAfter });
  }

  static notFound(what: string, id: string): Problem {
    return new Problem('not-found', `No ${what} has the id ${id}.`);
  }

  /** @param detail - a sentence that names the field */
  static ofField(code: ProblemCode, location: FieldError['in'], field: string, detail: string): Problem {
    const errors: FieldError[] = [{ in: location, pointer: `/${field}`, detail }];
    return new Problem(code, detail, { errors });
  }
}
