import { type ExecutionContext, applyDecorators, createParamDecorator } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { RequestOfCaller } from '@stopsms/access';
import { Problem, RefusesOf } from '@stopsms/http';
import type { ChangedMeanwhile } from './changed-meanwhile';

// Two people may change one thing: whoever says which version was seen does not undo what the other did meanwhile.

/** `"3"`; within 32 bits. */
const TAG = /^"(\d{1,9})"$/;

export const ApiIfMatch = () =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description:
        'The last `version` that you read, in quotation marks, e.g. `"3"`. The request is refused if the version has changed. Without this header, or with `*`, the last change wins.',
    }),
    RefusesOf('if-match', 'changed-meanwhile', 'invalid-request'),
  );

/** The version that the caller saw; undefined for one that does not mind. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const given = context.switchToHttp().getRequest<RequestOfCaller>().get('if-match');
  if (given === undefined || given === '*') return undefined;
  const [, version] = TAG.exec(given) ?? [];
  if (version !== undefined) return Number(version);
  const detail = 'If-Match must be the version that was seen, in quotation marks, e.g. "3", or *.';
  throw Problem.ofField('invalid-request', 'header', 'if-match', detail);
});

/** @param what - e.g. `The contact` */
export const changedMeanwhile = (what: string, { code, version }: ChangedMeanwhile): Problem =>
  new Problem(
    code,
    `${what} was changed in the meantime: its version is now ${version}. Read it, then apply your change again.`,
    {
      version,
    },
  );
