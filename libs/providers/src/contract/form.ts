import { parse } from 'node:querystring';
import type { CallbackRequest } from './callbacks';

/** Maximum of fields of a provider's form; further ones are not read. */
const MAX_FIELDS = 200;

/** First value of each field of a form, or of a query. */
export function formOf(text: string): Record<string, string> {
  const fields = Object.entries(parse(text, '&', '=', { maxKeys: MAX_FIELDS }));
  return Object.fromEntries(fields.flatMap(([name, value]) => firstOf(name, value)));
}

/** Fields of the query of a callback. */
export const queryOf = ({ url }: CallbackRequest): Record<string, string> => formOf(url.split('?').slice(1).join('?'));

function firstOf(name: string, value: string | string[] | undefined): [string, string][] {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined ? [] : [[name, first]];
}
