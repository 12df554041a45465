import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccounts } from '../accounts/read-accounts';
import { readMessages } from './read-messages';

const PAGES = join(__dirname, '../../../../docs/doors');

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'pages-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const blocks = (page: string, language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block);

/** Secrets for every variable that a page names. */
const ENV = new Proxy<NodeJS.ProcessEnv>(
  {},
  {
    get: (_, name) =>
      String(name).endsWith('_FILE')
        ? undefined
        : String(name).endsWith('_SIGNING')
          ? `whsec_${'A'.repeat(43)}=`
          : 'a secret of this test',
  },
);

/** Account of a page, which must be read without a problem. */
function accountOf(page: string) {
  const file = join(folder, 'accounts.yaml');
  writeFileSync(file, blocks(page, 'yaml')[0] ?? '');
  const problems: string[] = [];
  const [account] = readAccounts(file, ENV, (problem) => problems.push(problem)) ?? [];
  expect(problems).toEqual([]);
  if (!account?.webhook) throw new Error('the page has no account with a webhook');
  return { ...account, webhook: account.webhook };
}

const ADVERT = 'Soldes chez ACME. STOP au 36180';

it.each([
  ['adobe-journey-optimizer', { text: ADVERT, sender: 'ACME' }],
  ['dynamics-365', { text: ADVERT, sender: 'ACME', reference: 'req-000041' }],
  ['emarsys', { text: ADVERT, sender: 'ACME', reference: 'WI0ksjocu3b8W8kQU26M', category: 'marketing' }],
  ['braze', { text: ADVERT, reference: '65f0c1d2e3-user-17' }],
  ['novu', { text: 'Votre commande est prête.', sender: 'ACME', reference: '64b1f0c2a9d3' }],
])('maps the request of %s as its page says', (name, message) => {
  const page = readFileSync(join(PAGES, `${name}.md`), 'utf8');
  const [request = ''] = blocks(page, 'json');
  expect(readMessages(JSON.parse(request), accountOf(page))).toEqual([{ to: '+33639980001', ...message }]);
});

it('reads the account of the page on the webhook', () => {
  const page = readFileSync(join(PAGES, 'webhook.md'), 'utf8');
  expect(accountOf(page).webhook).toMatchObject({ request: { text: 'message.text' }, callback: { receipt: {} } });
});
