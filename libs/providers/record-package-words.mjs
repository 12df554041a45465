#!/usr/bin/env node
// Records the words of the vendors' own packages, at pinned versions, in src/packages/words.json; a unit test compares the tables of the
// adapters with them. The packages are fetched into a temporary folder and are no dependencies. Run it after a change of a version:
//   node libs/providers/record-package-words.mjs [--check]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RECORD = fileURLToPath(new URL('src/packages/words.json', import.meta.url));

/** Words of a union type, e.g. `type A = "x" | "y"`. */
const union = (name) => (text) => quoted(new RegExp(`type ${name} = ([^;]+);`).exec(text)?.[1]);
/** Values of the constants of an object, an enumeration or a class, e.g. `A: "x"` or `A = "x"`. */
const constants = (head) => (text) => {
  const from = text.indexOf(head);
  return from < 0 ? [] : quoted(text.slice(from, text.indexOf('}', from)).replaceAll(/\/\*[\s\S]*?\*\//g, ''));
};
const quoted = (text = '') => [...text.matchAll(/["']([^"']+)["']/g)].map(([, word]) => word);
const numbers = (name) => (text) =>
  [...(new RegExp(`type ${name} = ([^;]+);`).exec(text)?.[1] ?? '').matchAll(/\b\d+\b/g)].map(([word]) => word);
/** Members of an enumeration of Python. */
const members = (text) => [...text.matchAll(/^ {4}([A-Z_]+) = "/gm)].map(([, word]) => word);

const AWS = 'dist-types/ts3.4/models/enums.d.ts';
const PACKAGES = [
  {
    vendor: 'vonage',
    registry: 'npm',
    name: '@vonage/sms',
    version: '1.24.1',
    lists: { statuses: ['dist/cjs/enums/SMSErrors.d.ts', constants('enum SMSErrors {')] },
  },
  {
    vendor: 'sinch',
    registry: 'npm',
    name: '@sinch/sms',
    version: '1.4.0',
    lists: {
      states: ['dist/models/v1/enums.d.ts', union('DeliveryStatusEnum')],
      codes: ['dist/models/v1/enums.d.ts', numbers('DeliveryReceiptCodeEnum')],
    },
  },
  {
    vendor: 'infobip',
    registry: 'pypi',
    name: 'infobip-api-python-client',
    version: '6.0.0',
    lists: { groups: ['infobip_api_client/models/message_general_status.py', members] },
  },
  {
    vendor: 'brevo',
    registry: 'npm',
    name: '@getbrevo/brevo',
    version: '6.0.3',
    lists: {
      events: ['dist/cjs/api/resources/transactionalSms/types/GetSmsEventsResponse.d.ts', constants('const Event: {')],
    },
  },
  {
    vendor: 'twilio',
    registry: 'npm',
    name: 'twilio',
    version: '6.3.1',
    lists: { states: ['lib/rest/api/v2010/account/message.d.ts', union('MessageStatus')] },
  },
  {
    vendor: 'aws',
    registry: 'npm',
    name: '@aws-sdk/client-pinpoint-sms-voice-v2',
    version: '3.1138.0',
    lists: {
      events: [AWS, constants('const EventType: {')],
      access: [AWS, constants('const AccessDeniedExceptionReason: {')],
      conflicts: [AWS, constants('const ConflictExceptionReason: {')],
      quotas: [AWS, constants('const ServiceQuotaExceededExceptionReason: {')],
      validations: [AWS, constants('const ValidationExceptionReason: {')],
    },
  },
  {
    // Its types have numbers for receipts, without their meaning.
    vendor: 'ovh',
    registry: 'npm',
    name: '@ovh-api/sms',
    version: '3.1.26',
    lists: { ptt: ['index.d.ts', union('PttDurationTypeEnum')] },
  },
];

function fetched({ registry, name, version }, folder) {
  const run = (command, args) =>
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const npm = () =>
    run('npm', ['pack', '--silent', `${name}@${version}`])
      .trim()
      .split('\n')
      .at(-1);
  const pip = () => {
    run('pip', ['download', '--quiet', '--no-deps', '--only-binary', ':all:', `${name}==${version}`]);
    return run('ls', []).trim();
  };
  const file = registry === 'npm' ? npm() : pip();
  const sha256 = createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
  const read = (path) =>
    registry === 'npm' ? run('tar', ['xzOf', file, `package/${path}`]) : run('unzip', ['-p', file, path]);
  return { sha256, read };
}

function recorded(item) {
  const folder = mkdtempSync(join(tmpdir(), 'stopsms-package-'));
  try {
    const { sha256, read } = fetched(item, folder);
    const { vendor, registry, name, version } = item;
    const lists = Object.fromEntries(
      Object.entries(item.lists).map(([list, [path, wordsIn]]) => {
        const words = wordsIn(read(path));
        if (words.length === 0) throw new Error(`${name}: ${path} has no ${list}`);
        return [list, words];
      }),
    );
    return { vendor, registry, name, version, sha256, lists };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const text = `${JSON.stringify(PACKAGES.map(recorded), null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(RECORD, text);
else if (JSON.stringify(JSON.parse(readFileSync(RECORD, 'utf8'))) !== JSON.stringify(JSON.parse(text))) {
  console.error(`${RECORD} differs from the packages`);
  process.exitCode = 1;
}
for (const { name, version, sha256, lists } of JSON.parse(text)) {
  const counts = Object.entries(lists).map(([list, words]) => `${words.length} ${list}`);
  console.log(`${name} ${version} ${sha256.slice(0, 12)}: ${counts.join(', ')}`);
}
