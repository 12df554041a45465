import { type ExecutionContext, applyDecorators, createParamDecorator } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Caller, RequestOfCaller } from '@stopsms/access';
import { Problem, RefusesOf } from '@stopsms/http';
import { KEY_REUSED } from './answer-once';

/** Printable ASCII, as the header's draft standard has it. */
const KEY = /^[\x21-\x7e]{1,255}$/;

export const ApiIdempotencyKey = () =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'Idempotency key of up to 255 characters. The same key and body return the first response again; the same key with another body returns 422.',
    }),
    RefusesOf('idempotency', 'idempotency-key-invalid', 'idempotency-key-reused'),
  );

/** The header's value, checked; undefined for a client that sends none. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const request = context.switchToHttp().getRequest<RequestOfCaller>();
  const key = request.get('idempotency-key');
  const whose = ownerOf(request.caller);
  if (key === undefined || KEY.test(key)) return key && whose + key;
  throw Problem.ofField(
    'idempotency-key-invalid',
    'header',
    'idempotency-key',
    'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces, e.g. a UUID.',
  );
});

/** Two advertisers, and two people, may both count their orders from one. */
function ownerOf(caller: Caller | undefined): string {
  if (caller?.kind === 'advertiser') return `${caller.advertiserId}/`;
  return caller?.kind === 'person' ? `person:${caller.subject}/` : '';
}

export const keyReused = (): Problem => new Problem(KEY_REUSED.code, KEY_REUSED.detail);
