import { createZodDto } from 'nestjs-zod';
import type { z } from 'zod';

/** Where an example is noted until `liftExamples` takes it: zod drops `examples` of what it transforms. */
export const EXAMPLE = 'x-stopsms-example';

/**
 * What a route answers, for `@ZodResponse`: the compiler holds what the handler returns to it, the document shows it, and the tests
 * hold every answer to the document. At run time nothing is checked nor taken away. A field that is a `Date` in code is `instantAnswer`.
 * @param example - as it is on the wire
 */
export const answer = <S extends z.ZodType>(schema: S, example: z.input<S>) =>
  describable(createZodDto(schema.meta({ [EXAMPLE]: example }), { codec: true }));

/**
 * DTO of a request body, for `@Body()`.
 * @param example - shown in the document, and can be sent as it is where the ids in it are there
 */
export const bodyDto = <S extends z.ZodType>(schema: S, example: z.input<S>) =>
  describable(createZodDto(schema.meta({ [EXAMPLE]: example })));

interface Described {
  type?: unknown;
  anyOf?: object[];
}

/** zod writes "text or null" as `type: [string, null]`, which @nestjs/swagger takes for the type of a list. */
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
