import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECISION_REASONS } from './decision-reasons';
import { ENFORCED_FROM } from './enforcement';
import { REASONS } from './reason-codes';

const page = readFileSync(join(__dirname, '../../../../../docs/enforcement.md'), 'utf8');
/** `| CODE | level | why |` with any padding. */
const row = /^\| `([A-Z_]+)` *\| `([a-z-]+)` *\| .+\|$/gm;

test('each reason has a level, the same as in docs/enforcement.md', () => {
  expect(Object.keys(ENFORCED_FROM).sort()).toEqual(Object.keys({ ...REASONS, ...DECISION_REASONS }).sort());
  expect(Object.fromEntries([...page.matchAll(row)].map(([, code, level]) => [code, level]))).toEqual(ENFORCED_FROM);
});
