import { type ArgumentMetadata, Injectable, Optional, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { fieldErrors } from './field-errors';
import { inWords } from './in-words';
import { type FieldError, Problem } from '../problem';

const PLACES = { body: 'body', query: 'query', param: 'path', custom: 'body' } as const;

interface Dto {
  isZodDto: true;
  schema: z.ZodType;
}
const isDto = (type: unknown): type is Dto => typeof type === 'function' && 'isZodDto' in type;

/** Parses a request by its schema, and reports all wrong fields at once in plain words. */
@Injectable()
export class RequestPipe implements PipeTransform {
  constructor(@Optional() private readonly own?: z.ZodType) {}

  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    const schema = this.own ?? (isDto(metatype) ? metatype.schema : undefined);
    if (!schema) return value;
    const read = schema.safeParse(value, { error: inWords });
    if (read.success) return read.data;
    throw invalid(PLACES[type], read.error.issues);
  }
}

function invalid(location: FieldError['in'], issues: readonly z.core.$ZodIssue[]): Problem {
  const errors = fieldErrors(location, issues);
  const details = errors.map(({ detail }) => detail).join('; ');
  return new Problem('invalid-request', /[.!?]$/.test(details) ? details : `${details}.`, { errors });
}
