import { createZodDto } from 'nestjs-zod';
import type { z } from 'zod';

/** Key of an example until `liftExamples` moves it: zod drops `examples` of transformed schemas. */
export const EXAMPLE = 'x-stopsms-example';

/**
 * DTO of a response, for `@ZodResponse`: the compiler checks the handler against it, the OpenAPI document contains it, and tests check
 * every response against the document. Nothing is checked or removed at run time. A field that is a `Date` in code is `instantAnswer`.
 * @param example - as it is on the wire
 */
export const answer = <S extends z.ZodType>(schema: S, example: z.input<S>) =>
  describable(createZodDto(schema.meta({ [EXAMPLE]: example }), { codec: true }));

/**
 * DTO of a request body, for `@Body()`.
 * @param example - part of the document; can be sent unchanged if its ids exist
 */
export const bodyDto = <S extends z.ZodType>(schema: S, example: z.input<S>) =>
  describable(createZodDto(schema.meta({ [EXAMPLE]: example })));

interface Described {
  type?: unknown;
  anyOf?: object[];
}

/** Rewrites "text or null", which zod writes as `type: [string, null]` and @nestjs/swagger reads as the type of a list. */
function describable<D extends object>(dto: D): D {
  const factory = (dto as { _OPENAPI_METADATA_FACTORY: () => Record<string, Described> })._OPENAPI_METADATA_FACTORY;
  const describe = function (this: object) {
    const properties = factory.call(this);
    for (const property of Object.values(properties)) {
      if (!Array.isArray(property.type)) continue;
      property.anyOf = property.type.map((type: unknown) => ({ type }));
      property.type = '';
    }
    return properties;
  };
  return Object.defineProperty(dto, '_OPENAPI_METADATA_FACTORY', { value: describe });
}
