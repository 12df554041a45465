/**
 * Table of the outbox, in the schema of each service that has one. A row is a parcel of records of one topic, or a frame as it will be on its
 * partition. Rows exist for a second at most: vacuum by count, since a share of an empty table never triggers it.
 */
export const OUTBOX_SCHEMA = `
  CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    size int NOT NULL,
    records text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    partition int
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);`;
