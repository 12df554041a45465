import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { announceRulePacks, loadRulePacks } from '../../src/rules/packs/load-rule-packs';
import { NOW } from '../fixtures';
import { PACKS, draft, french, rehashed } from './pack-drafts';

describe('a folder of packs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stopsms-packs-'));
    cpSync(PACKS, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const put = (name: string, yaml: string) => writeFileSync(join(folder, name), rehashed(yaml));

  test.each([
    {
      it: 'a pack in force together with another',
      yaml: french.replace("version: '2026.1'", "version: '2027.1'"),
      message: /new\.yaml:\d+ Packs FR@2026\.1 \(fr-2026\.1\.yaml:\d+\) and FR@2027\.1 are both in force in FR/,
    },
    {
      it: 'a second pack of one name',
      yaml: french.replace('status: active', 'status: draft'),
      message: /the second FR@2026\.1/,
    },
  ])('prevents the start with $it', ({ yaml, message }) => {
    put('new.yaml', yaml);
    expect(() => loadRulePacks(folder)).toThrow(message);
  });

  test('changes no decision with a draft', () => {
    put('new.yaml', draft(['08:00-20:00', '10:00-20:00']));
    const { choice } = loadRulePacks(folder);
    expect(choice.inForce('FR', NOW)?.version).toBe('2026.1');
    expect(choice.named('FR@2027.1')?.status).toBe('draft');
  });

  test('is loaded with a gap, and the gap is logged', () => {
    put(
      'fr-2025.1.yaml',
      readFileSync(join(PACKS, 'fr-2025.1.yaml'), 'utf8').replace(/valid_to: .*/, 'valid_to: 2026-02-01T00:00:00Z'),
    );
    const lines: string[] = [];
    announceRulePacks(pino({ level: 'warn' }, { write: (line: string) => lines.push(line) }), folder);
    const logged = lines.map((line) => JSON.parse(line) as object);
    // On an old Node, its time zones are logged too.
    expect(logged.filter((line) => 'country' in line)).toEqual([
      expect.objectContaining({ country: 'FR', from: '2026-02-01T00:00:00.000Z', to: '2026-02-28T23:00:00.000Z' }),
    ]);
  });

  test('is refused if empty, naming the setting', () => {
    expect(() => loadRulePacks(mkdtempSync(join(folder, 'empty-')))).toThrow(/RULE_PACKS_DIR/);
  });
});
