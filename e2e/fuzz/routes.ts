import { SERVICES, type ServiceName } from '@stopsms/contracts';
import { type ApiDocument, type FuzzPlan, type FuzzSchema, arbitraryOf } from '@stopsms/testing';
import fc from 'fast-check';
import { documentOf } from '../answers/clients';
import type { KnownValues } from './known-values';

interface Parameter {
  in: 'path' | 'query' | 'header';
  name: string;
  required?: boolean;
  schema?: FuzzSchema;
}

export interface Route {
  service: ServiceName;
  method: string;
  path: string;
  parameters: Parameter[];
  /** By content type. */
  bodies: [string, FuzzSchema][];
}

export interface FuzzRequest {
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** Read once: what answers are checked with is compiled for each document. */
export const DOCUMENTS = Object.fromEntries(SERVICES.map((service) => [service, documentOf(service)])) as Record<
  ServiceName,
  ApiDocument
>;

/** Every route of every service, as its document has it. */
export const ROUTES: readonly Route[] = SERVICES.flatMap((service) =>
  Object.entries(DOCUMENTS[service].paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, found]) => {
      const operation = found as {
        parameters?: Parameter[];
        requestBody?: { content?: Record<string, { schema?: FuzzSchema }> };
      };
      return {
        ...{ service, path, method: method.toUpperCase(), parameters: operation.parameters ?? [] },
        bodies: Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]): [string, FuzzSchema] => [
          type,
          schema ?? {},
        ]),
      };
    }),
  ),
);

/** Requests that fit the document, that are wrong here and there, and that are wrong in most places. */
export function requestsFor(route: Route, known: KnownValues): fc.Arbitrary<FuzzRequest> {
  const of = (wild: number) => requestOf(route, known, wild);
  return fc.oneof({ weight: 4, arbitrary: of(0) }, { weight: 4, arbitrary: of(6) }, { weight: 2, arbitrary: of(30) });
}

function requestOf(route: Route, known: KnownValues, wild: number): fc.Arbitrary<FuzzRequest> {
  const { components } = DOCUMENTS[route.service] as { components?: { schemas?: Record<string, FuzzSchema> } };
  const plan: FuzzPlan = {
    ...{ wild, known: known.of(route.path) },
    resolve: (ref) => components?.schemas?.[ref.split('/').at(-1) ?? ''] ?? {},
  };
  const parameters = fc.tuple(
    ...route.parameters.map(({ in: place, name, required, schema = {} }) => {
      const value = arbitraryOf(schema, plan, place === 'path' ? `path:${name}` : name);
      return (required ? value : fc.option(value, { nil: undefined })).map((made) => ({ place, name, made }));
    }),
  );
  const body =
    route.bodies.length === 0
      ? fc.constant(undefined)
      : fc.oneof(...route.bodies.map(([type, schema]) => bodyOf(type, schema, plan)));
  return fc.tuple(parameters, body).map(([given, sent]) => {
    const query = new URLSearchParams();
    const headers: Record<string, string> = {};
    let path = route.path;
    for (const { place, name, made } of given) {
      if (made === undefined) continue;
      const text = (typeof made === 'object' ? JSON.stringify(made) : String(made)).replaceAll(
        /\p{Surrogate}/gu,
        '\ufffd',
      );
      if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(text.slice(0, 2_000)) || '%20');
      else if (place === 'query') query.append(name, text.slice(0, 2_000));
      else headers[name] = text.replace(/[^\x21-\x7e]/g, '').slice(0, 300);
    }
    const asked = query.size > 0 ? `?${query}` : '';
    return {
      path: `${path.replaceAll(/\{\w+\}/g, 'x')}${asked}`,
      headers: { ...headers, ...(sent && { 'content-type': sent.type }) },
      ...(sent && { body: sent.text }),
    };
  });
}

const COLUMNS = [
  'phone',
  'first_name',
  'consent_at',
  'consent_source',
  'consent_wording',
  'scope',
  'at',
  'received_at',
];

function bodyOf(type: string, schema: FuzzSchema, plan: FuzzPlan): fc.Arbitrary<{ type: string; text: string }> {
  if (type === 'application/json')
    return arbitraryOf(schema, plan).map((value) => ({ type, text: JSON.stringify(value) ?? 'null' }));
  const cell = arbitraryOf({ type: 'string' }, { ...plan, wild: 50 }).map((value) =>
    (JSON.stringify(value) ?? '').replace(/^"|"$/g, '').slice(0, 200),
  );
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: COLUMNS.length }), { maxLength: 5 });
  return fc
    .tuple(fc.shuffledSubarray(COLUMNS, { minLength: 1 }), rows, fc.constantFrom(',', ';', '\t'))
    .map(([head, lines, by]) => ({ type, text: [head, ...lines].map((line) => line.join(by)).join('\n') }));
}
