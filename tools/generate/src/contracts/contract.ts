import { type Edge, topology } from '@stopsms/contracts';

/** Contract of one topic, as stored in `libs/contracts/released`. */
export interface Contract {
  partitions: number;
  cleanup: string;
  keyPattern: string | null;
  /** Partition key of each probe: a function cannot be stored, its results can. */
  partitionedBy: string[];
  /** The field that holds a message's key where a record is a frame of messages; absent in what was kept before there were frames. */
  framedBy?: string | null;
  /** True if any internal service may write. */
  open: boolean;
  value: Schema;
}
export type Contracts = Record<string, Contract>;

/** JSON Schema, as far as our contracts use it. */
export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  items?: Schema;
  description?: string;
  [keyword: string]: unknown;
}

const PROBES = ['abc', 'abc:def', 'abc:def/ghi:jkl'];

export function currentContracts(edges: readonly Edge[] = topology): Contracts {
  return Object.fromEntries(
    edges.map(({ topic, open }) => [
      topic.name,
      {
        partitions: topic.partitions,
        cleanup: topic.cleanup.policy,
        keyPattern: topic.key.pattern ?? null,
        partitionedBy: PROBES.map((key) => topic.partitionBy?.(key) ?? key),
        framedBy: topic.framedBy ?? null,
        open: open ?? false,
        value: withoutWords(JSON.parse(JSON.stringify(topic.value)) as Schema),
      },
    ]),
  );
}

/** Descriptions may change at any time. */
function withoutWords({ description: _, ...schema }: Schema): Schema {
  return {
    ...schema,
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, each]) => [name, withoutWords(each)]),
      ),
    }),
    ...(schema.anyOf && { anyOf: schema.anyOf.map(withoutWords) }),
    ...(schema.items && { items: withoutWords(schema.items) }),
  };
}
