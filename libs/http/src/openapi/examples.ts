import type { OpenAPIObject } from '@nestjs/swagger';
import { EXAMPLE } from './answer';
import { operationsOf } from './refusals';

interface MediaType {
  schema?: { $ref?: string; [EXAMPLE]?: unknown };
  example?: unknown;
  examples?: object;
}

/** Moves examples from their schemas to the request or response, where every viewer finds them. */
export function liftExamples(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, MediaType['schema']>;
  for (const { requestBody, responses } of operationsOf(document)) {
    for (const body of [requestBody, ...Object.values(responses ?? {})]) {
      const { content = {} } = (body ?? {}) as { content?: Record<string, MediaType> };
      for (const media of Object.values(content)) {
        const name = media.schema?.$ref?.split('/').at(-1) ?? '';
        const example = schemas[name]?.[EXAMPLE];
        if (example === undefined || media.example !== undefined || media.examples !== undefined) continue;
        media.example = example;
      }
    }
  }
  for (const schema of Object.values(schemas)) delete schema?.[EXAMPLE];
}
