import { z } from 'zod';

/** Largest template, written as JSON. */
const MAX_TEMPLATE = 4_000;
const MAX_STEPS = 8;

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** JSON whose strings have placeholders such as `{{messageId}}`. */
export const templateWith = (placeholders: readonly string[]) =>
  z
    .json()
    .refine((template) => JSON.stringify(template).length <= MAX_TEMPLATE, `has more than ${MAX_TEMPLATE} characters`)
    .refine(
      (template) => !JSON.stringify(template).replaceAll(PLACEHOLDER, '').includes('{{'),
      'has a placeholder that is not written {{name}}',
    )
    .superRefine((template, context) => {
      for (const [, name = ''] of JSON.stringify(template).matchAll(PLACEHOLDER)) {
        if (!placeholders.includes(name))
          context.addIssue({ code: 'custom', message: `{{${name}}} is none of ${placeholders.join(', ')}` });
      }
    });

const PLACEHOLDER = /\{\{(\w*)\}\}/g;

/** Fills a template in. A placeholder without a value becomes an empty string. */
export function render(template: Json, values: Readonly<Record<string, string | undefined>>): Json {
  if (typeof template === 'string')
    return template.replaceAll(
      PLACEHOLDER,
      (_, name: string) => (Object.hasOwn(values, name) ? values[name] : '') ?? '',
    );
  if (Array.isArray(template)) return template.map((each) => render(each, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, each]) => [name, render(each, values)]));
}

/** Path of a field in a body: names and positions, e.g. `message.parts[0].text`. */
export const fieldPath = z
  .string()
  .max(200)
  .regex(/^[\w$@-]+(\.[\w$@-]+|\[\d{1,3}\])*$/, 'must be names and positions, e.g. message.parts[0].text')
  .refine((path) => stepsOf(path).length <= MAX_STEPS, `has more than ${MAX_STEPS} steps`);

/** Returns the value at a path; undefined if there is none. Inherited properties do not count. */
export function valueAt(body: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined,
    body,
  );
}

const stepsOf = (path: string): string[] => path.split(/[.[\]]/).filter((step) => step !== '');
