import type { EarlierSchema } from '@stopsms/persistence';

const UPGRADE = [
  'ALTER TABLE opt_out ADD COLUMN accepted_at timestamptz',
  'ALTER TABLE opt_out_event ADD COLUMN accepted_at timestamptz',
  'ALTER TABLE erasure ADD COLUMN request_id uuid',
  'CREATE INDEX erasure_request ON erasure (request_id) WHERE request_id IS NOT NULL',
];

export const EARLIER: EarlierSchema[] = [
  { of: 'commit 1e1fd4d', migrations: 17, newest: 'CreateEvidence1764000052000', upgrade: UPGRADE },
  { of: 'commit 7d9e197', migrations: 19, newest: 'RepeatErasures1764000073000', upgrade: [] },
];
