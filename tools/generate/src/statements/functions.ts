import { type Node, functionName } from './syntax';
import { type Value, jsonOf } from './typescript-types';

// Functions and operators of PostgreSQL that statements use, and when their result is null.

const AGGREGATES = new Set(
  'min max sum avg array_agg string_agg json_agg jsonb_agg bool_and bool_or every json_object_agg jsonb_object_agg'.split(
    ' ',
  ),
);
const NEVER_NULL = new Set(
  `count now clock_timestamp statement_timestamp transaction_timestamp row_number rank dense_rank gen_random_uuid concat concat_ws
   json_build_object jsonb_build_object json_build_array jsonb_build_array current_schema current_database txid_current pg_current_xact_id
   pg_try_advisory_lock pg_try_advisory_xact_lock`.split(/\s+/),
);
const STRICT = new Set(
  `abs ceil ceiling floor round trunc lower upper length char_length octet_length md5 sha256 encode decode date_trunc extract date_part
   to_timestamp to_jsonb to_json row_to_json hashtext cardinality left right trim btrim ltrim rtrim replace substr substring repeat reverse mod
   power sign get_byte get_bit set_bit to_char to_hex lpad rpad split_part starts_with date_bin make_interval timezone array_append
   array_cat array_remove array_to_string jsonb_array_length jsonb_typeof jsonb_strip_nulls json_typeof bit_count power sqrt ln exp
   array_position_never generate_series unnest_never`.split(/\s+/),
);
export const NULLING_OPERATORS = new Set(['->', '->>', '#>', '#>>', '#-']);
export const COMPARISONS = new Set(['=', '<', '>', '<=', '>=', '<>', '~', '~~', '@>', '<@', '&&', '?']);
const NUMBERS: Record<string, string> = {
  count: 'int8',
  row_number: 'int8',
  rank: 'int8',
  cardinality: 'int4',
  length: 'int4',
};

/** Result of a function. */
export function resultOf(body: Node, args: Value[], isGrouped?: boolean): Value {
  const name = functionName(body) ?? '';
  const someNull = args.some((value) => value.isNullable);
  const ts = jsonType(name, body, args);
  const json = ts === undefined ? {} : { ts, pg: name.startsWith('jsonb') ? 'jsonb' : 'json' };
  if (AGGREGATES.has(name)) {
    const isNever = isGrouped === true && !body.agg_filter && (!someNull || name.endsWith('_agg'));
    const pg = name === 'min' || name === 'max' ? args[0] : {};
    return { ...pg, ...json, isNullable: !isNever };
  }
  const pg = NUMBERS[name];
  if (NEVER_NULL.has(name)) return { ...(pg ? { pg } : {}), ...json, isNullable: false };
  return { ...(pg ? { pg } : {}), ...json, isNullable: !STRICT.has(name) || someNull };
}

function jsonType(name: string, body: Node, args: Value[]): string | undefined {
  const [first] = args;
  if (/^jsonb?_agg$/.test(name) && first) return `(${jsonOf(first)})[]`;
  if (/^jsonb?_build_array$/.test(name)) return `[${args.map(jsonOf).join(', ')}]`;
  if (!/^jsonb?_build_object$/.test(name)) return undefined;
  const fields = args.flatMap((value, at) => {
    const key = body.args[at - 1]?.A_Const?.sval?.sval as string | undefined;
    return at % 2 === 1 && key !== undefined ? [`'${key}': ${jsonOf(value)}`] : [];
  });
  return fields.length * 2 === args.length ? `{ ${fields.join('; ')} }` : undefined;
}

/** Returns whether a target is an aggregate. */
export function hasAggregate(node: Node): boolean {
  const name = functionName(node?.FuncCall);
  if (name !== undefined && (AGGREGATES.has(name) || name === 'count')) return true;
  const parts: Node[] = node?.TypeCast ? [node.TypeCast.arg] : (node?.CoalesceExpr?.args ?? node?.FuncCall?.args ?? []);
  return parts.some(hasAggregate);
}
