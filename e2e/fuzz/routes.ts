import { SERVICES, type ServiceName } from '@stopsms/contracts';
import { type ApiDocument, type FuzzPlan, type FuzzSchema, arbitraryOf, oneFault } from '@stopsms/testing';
import fc from 'fast-check';
import { documentOf } from '../answers/clients';
import { CONTACT_CELLS, type AcceptedValues } from './accepted-values';

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
  /** True if the route accepts a key of an advertiser. */
  takesKeys: boolean;
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
        security?: object[];
      };
      return {
        ...{ service, path, method: method.toUpperCase(), parameters: operation.parameters ?? [] },
        takesKeys: (operation.security ?? []).some((scheme) => 'advertiserKey' in scheme),
        bodies: Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]): [string, FuzzSchema] => [
          type,
          schema ?? {},
        ]),
      };
    }),
  ),
);

/** Recipe of a request. */
interface Recipe {
  /** In percent: how often a part is replaced by a value that no service expects. */
  wild: number;
  /** True if accepted values are used together. */
  isSound: boolean;
  /** In percent: how often a field that has known values takes one. */
  knownShare: number;
  /** True if one part of it is wrong. */
  hasFault: boolean;
}

const SOUND: Recipe = { wild: 0, isSound: true, knownShare: 100, hasFault: false };
/** A part here and there is of the right form, and of no meaning. */
const NEARLY_SOUND: Recipe = { ...SOUND, knownShare: 90 };
const ONE_FAULT: Recipe = { ...SOUND, hasFault: true };
const loose = (wild: number): Recipe => ({ wild, isSound: false, knownShare: 80, hasFault: false });
/** Fields without which most of the routes that have them refuse. */
const GIVEN = ['by', 'requestedBy', 'reason'];

/** Building them costs more than making requests. */
const built = new WeakMap<AcceptedValues, Map<Route, fc.Arbitrary<FuzzRequest>>>();

/**
 * Requests whose parts are accepted together, or nearly so; the same with a single fault; those that fit the document, with real values here and
 * there; and those with one wrong field, or many.
 */
export function requestsFor(route: Route, known: AcceptedValues): fc.Arbitrary<FuzzRequest> {
  const ofRoutes = built.get(known) ?? new Map<Route, fc.Arbitrary<FuzzRequest>>();
  built.set(known, ofRoutes);
  const of = (recipe: Recipe) => requestOf(route, known, recipe);
  const requests =
    ofRoutes.get(route) ??
    fc.oneof(
      { weight: 8, arbitrary: of(SOUND) },
      { weight: 5, arbitrary: of(NEARLY_SOUND) },
      { weight: 5, arbitrary: of(ONE_FAULT) },
      { weight: 2, arbitrary: of(loose(0)) },
      { weight: 2, arbitrary: of(loose(6)) },
      { weight: 1, arbitrary: of(loose(30)) },
    );
  ofRoutes.set(route, requests);
  return requests;
}

interface Made {
  /** By parameter, `undefined` where it is left out. */
  parameters: unknown[];
  key: string | undefined;
  body: Body | undefined;
}

interface Body {
  type: string;
  value: unknown;
}

function requestOf(route: Route, known: AcceptedValues, recipe: Recipe): fc.Arbitrary<FuzzRequest> {
  const { components } = DOCUMENTS[route.service] as { components?: { schemas?: Record<string, FuzzSchema> } };
  const plan: FuzzPlan = {
    ...{ wild: recipe.wild, known: known.of(route.method, route.path, recipe.isSound) },
    ...{ knownShare: recipe.knownShare, given: recipe.isSound ? GIVEN : [] },
    resolve: (ref) => components?.schemas?.[ref.split('/').at(-1) ?? ''] ?? {},
  };
  const made = fc.record({
    parameters: fc.tuple(...route.parameters.map((parameter) => parameterOf(parameter, plan, recipe))),
    key: keyOf(route, known, recipe),
    body:
      route.bodies.length === 0
        ? fc.constant(undefined)
        : fc.oneof(...route.bodies.map(([type, schema]) => bodyOf(route, type, schema, plan, recipe))),
  });
  return made.map((given) => requestFrom(route, given));
}

function parameterOf({ in: location, name, required, schema = {} }: Parameter, plan: FuzzPlan, { isSound }: Recipe) {
  const value = arbitraryOf(schema, plan, location === 'path' ? `path:${name}` : name);
  // A version that was not read, or a second key beside an id, refuses what is otherwise in order.
  const isRare = isSound && location === 'header';
  return required ? value : fc.option(value, { nil: undefined, freq: isRare ? 1 : 5 });
}

/** Nobody's key, which development takes for an operator's; the advertiser's own; one of few scopes, of another, or of nobody. */
function keyOf({ takesKeys }: Route, known: AcceptedValues, { isSound, hasFault }: Recipe) {
  const oneOf = (collection: string) =>
    fc.nat(1_000).map((n) => known.get(collection)[n % Math.max(1, known.get(collection).length)]);
  const nobody = fc.constant(undefined);
  if (isSound && !takesKeys) return nobody;
  if (isSound && !hasFault)
    return fc.oneof({ weight: 3, arbitrary: nobody }, { weight: 2, arbitrary: oneOf('own keys') });
  return fc.oneof(
    { weight: takesKeys ? 8 : 60, arbitrary: nobody },
    { weight: 3, arbitrary: oneOf('own keys') },
    { weight: 2, arbitrary: oneOf('scoped keys') },
    { weight: 1, arbitrary: oneOf('keys of others') },
    { weight: 1, arbitrary: fc.constantFrom('x', 'sk_stop_0', 'null') },
  );
}

const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd');

function requestFrom(route: Route, { parameters, key, body }: Made): FuzzRequest {
  const query = new URLSearchParams();
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  let path = route.path;
  route.parameters.forEach(({ in: location, name }, n) => {
    const made = parameters[n];
    if (made === undefined) return;
    const text = wellFormed(typeof made === 'object' ? JSON.stringify(made) : String(made));
    if (location === 'path') path = path.replace(`{${name}}`, encodeURIComponent(text.slice(0, 2_000)) || '%20');
    else if (location === 'query') query.append(name, text.slice(0, 2_000));
    else headers[name] = text.replace(/[^\x21-\x7e]/g, '').slice(0, 300);
  });
  const asked = query.size > 0 ? `?${query}` : '';
  return {
    path: `${path.replaceAll(/\{\w+\}/g, 'x')}${asked}`,
    headers: { ...headers, ...(body && { 'content-type': body.type }) },
    ...(body && { body: typeof body.value === 'string' ? body.value : (JSON.stringify(body.value) ?? 'null') }),
  };
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
const UPLOADS = /\/(contacts|imports|imports\/check)$/;
/** Body of a route that also takes an array of what its document shows. */
const MAX_BATCH = 20;

function bodyOf(
  { path }: Route,
  type: string,
  schema: FuzzSchema,
  plan: FuzzPlan,
  { isSound, hasFault }: Recipe,
): fc.Arbitrary<Body> {
  if (type !== 'application/json')
    return (isSound ? contactsOf(hasFault) : tableOf(plan)).map((value) => ({ type, value }));
  const isOfContacts = isSound && UPLOADS.test(path);
  const one = isOfContacts
    ? fc.array(fc.record(CONTACT_CELLS), { minLength: 1, maxLength: 8 })
    : arbitraryOf(schema, plan);
  const value = path.endsWith('/receipts') ? fc.oneof(one, fc.array(one, { minLength: 1, maxLength: MAX_BATCH })) : one;
  const sent = hasFault ? oneFault(value) : value;
  // A JSON string is text like any other: what is written as it is are files.
  return sent.map((made) => ({ type, value: typeof made === 'string' ? JSON.stringify(made) : made }));
}

/** A file of contacts that is in order, but for one cell. */
function contactsOf(hasFault: boolean): fc.Arbitrary<string> {
  const names = Object.keys(CONTACT_CELLS);
  const rows = fc.array(fc.tuple(...Object.values(CONTACT_CELLS)), { minLength: 1, maxLength: 8 });
  const strange = fc.constantFrom(
    '',
    '"',
    'x'.repeat(5_000),
    '\u0000',
    '12/13/2026',
    '6,12E+08',
    '+442071838750',
    ';;',
  );
  return fc.tuple(rows, fc.nat(1_000), fc.nat(names.length - 1), strange).map(([cells, row, column, other]) => {
    const lines = cells.map((line, n) =>
      hasFault && n === row % cells.length ? line.with(column, other).join(';') : line.join(';'),
    );
    return [names.join(';'), ...lines].join('\n');
  });
}

function tableOf(plan: FuzzPlan): fc.Arbitrary<string> {
  const cell = arbitraryOf({ type: 'string' }, { ...plan, wild: 50 }).map((value) =>
    (JSON.stringify(value) ?? '').replace(/^"|"$/g, '').slice(0, 200),
  );
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: COLUMNS.length }), { maxLength: 5 });
  return fc
    .tuple(fc.shuffledSubarray(COLUMNS, { minLength: 1 }), rows, fc.constantFrom(',', ';', '\t'))
    .map(([head, lines, by]) => [head, ...lines].map((line) => line.join(by)).join('\n'));
}
