import { fileURLToPath } from 'node:url';

// Order of the folders of each application and of a library with folders. `npm run check` finds imports against it, and cycles between files; Nx checks the order of
// the libraries (eslint.config.mjs).

const WEB_PAGES = ['marketer', 'reviewer', 'auditor', 'operator', 'administrator'];

/**
 * Layers of a service, in order: each imports earlier ones only, and those in one bracket import each other too. A file
 * beside the folders is a layer of its own; `*` means the files of a folder that are neither listed nor in a listed subfolder.
 */
export const LAYERS = {
  campaign: [
    ...['migrations', 'produces', 'settings.ts', 'http-parts', 'common.module.ts'],
    ...['advertisers', 'messages', 'contacts', 'statistics', 'campaigns', 'retention'],
    ...['consumes', 'app.module.ts', 'main.ts'],
  ],
  compliance: [
    ...['migrations', 'settings', 'http-parts'],
    // The law and the text of a message: rules without tables of their own.
    ...[
      'rules/reasons',
      'rules/message.ts',
      'rules/digest',
      'rules/packs',
      'rules/hours',
      'rules/text',
      'rules/senders',
      'rules/rules.module.ts',
    ],
    'produces',
    // What is kept of one subject.
    ...['limits/trust', 'limits/quotas', 'limits/caps', 'limits/enforcement', 'limits/*'],
    ...['waiting/holding', 'waiting/reviews', 'waiting/*'],
    ...['people/consents', 'people/complaints', 'people/recipients', 'people/*'],
    ...[
      'evidence/day-parts.sql.ts',
      'evidence/day-parts.store.ts',
      'evidence/day-parts.ts',
      'evidence/one-value.ts',
      'evidence/trees',
      'evidence/facts',
      'evidence/audit/events',
    ],
    ...['evidence/sealing', 'evidence/proofs', 'evidence/audit/*', 'evidence/*'],
    // What brings them together.
    ...['decision/publishers', 'decision/outcomes', 'decision/text', 'decision/core', 'decision/gathering'],
    ...['decision/requests', 'decision/held', 'decision/check', 'decision/preflight', 'decision/review-texts'],
    ...['decision/replay', 'decision/*'],
    'retention',
    ...['consumes', 'app.module.ts', 'main.ts', 'rules/fixtures'],
  ],
  console: [
    ...['migrations', 'settings', ['sign-in', 'sessions', 'console-metrics.ts'], 'alerts', 'proxy', 'pages'],
    ...['app.module.ts', 'console.ts', 'main.ts'],
  ],
  // Pages of the console. Each kind of user has a folder, which imports no other's: see `pagesApart`.
  'console/web': ['i18n', 'api', 'session', 'design', ...WEB_PAGES, 'app', 'main.tsx'],
  dispatcher: [
    ...['lanes.ts', 'all-settled.ts', 'operator', 'controls', 'view', 'quarantine'],
    // A message, what is published about it, the journal of each submit, and what decides whether it leaves.
    ...['messages', 'produces', 'journal', 'dispatch'],
    ...['consumes', 'settings.ts', 'settings.values.ts', 'app.module.ts', 'main.ts'],
  ],
  'libs/messaging': [
    ...['faults', 'records', 'client', 'broker', 'publishing', 'dead-letters', 'consuming', 'index.ts'],
  ],
  'identity-provider': [
    ...['settings.ts', 'people.ts', 'state.ts', 'pages.ts', 'provider.ts', 'http-server.ts', 'identity-provider.ts'],
    'main.ts',
  ],
  'inbound-mo': [
    ...['gateway-accounts.ts', 'settings.ts', 'migrations', 'produces', 'retention.ts'],
    ...['inbound-mo-metrics.ts', 'recipients-group.ts'],
    ...['providers', 'reading', 'links', 'receipts', 'quarantine', 'replies', 'unsubscribe', 'recipients', 'receiving'],
    ...['inbox', 'jobs', 'consumes', 'app.module.ts', 'main.ts'],
  ],
  gateway: [
    ...['migrations', 'accounts', 'settings.ts', 'gateway-metrics.ts', 'metrics.module.ts', 'reload', 'produces'],
    // What waits for systems, what they submit, and what becomes of it.
    ...[
      'outcomes/stage.ts',
      'submissions/submission.ts',
      'deliveries',
      'submissions/*',
      'outcomes/*',
      'replies',
      'erasures',
    ],
    ...[
      'callers',
      'callbacks',
      ['smpp', 'webhook', 'twilio', 'kannel'],
      'consumes',
      'settings.values.ts',
      'app.module.ts',
      'main.ts',
    ],
  ],
  notification: [
    ...['migrations', 'texts', 'produces', 'notification-metrics.ts', 'page-cursor.ts', 'advertisers'],
    ...['service-messages', 'answers', 'confirmations', 'webhooks', 'pushes', 'erasures', 'retention'],
    ...['consumes', 'settings.ts', 'settings.values.ts', 'app.module.ts', 'main.ts'],
  ],
  'smsc-simulator': ['domain', 'state', 'smpp', 'vendors', 'http', 'settings.ts', 'simulator.ts', 'main.ts'],
  suppression: [
    // A record of a change is made from the request that led to it.
    ...[
      'migrations',
      'http-parts',
      ['produces', 'opt-outs'],
      'returns',
      'numbers',
      'abuse-reports',
      'lists',
      'sources',
      'exports',
    ],
    ...['why-blocked', 'erasures', 'evidence', 'republications', 'retention'],
    ...['consumes', 'settings.ts', 'settings.values.ts', 'app.module.ts', 'main.ts'],
  ],
};

/** Rules: they import the kernel, each other, and libraries without I/O. */
const PURE = [
  'apps/[^/]+/src/domain/',
  'libs/reply-reader/src/(?!reading\\.)',
  'libs/text-reader/src/',
  'apps/inbound-mo/src/replies/(retries|shown-text)\\.ts$',
  'apps/campaign/src/.*\\.rule\\.ts',
  'apps/notification/src/texts/',
  'apps/notification/src/confirmations/(usual-sender|web-hours)\\.ts',
  'apps/notification/src/webhooks/webhook-delivery\\.ts',
  'apps/notification/src/pushes/plan-push\\.ts',
  'apps/suppression/src/abuse-reports/abuse-report\\.ts',
  'apps/suppression/src/evidence/(evidence-(format|page|timeline|words)|person-record)\\.ts',
  'apps/suppression/src/exports/(export-format|streamed-file)\\.ts',
  'apps/suppression/src/lists/listed-opt-out\\.ts',
  'apps/suppression/src/numbers/(explain-number|number-state|operator-errors)\\.ts',
  'apps/suppression/src/(opt-outs/(latest-acts|opt-out-cause|scope)|why-blocked/explain-opt-out)\\.ts',
  'apps/compliance/src/rules/(reasons|digest|senders|fixtures)/',
  'apps/compliance/src/evidence/trees/',
  'apps/compliance/src/rules/packs/(?!load-rule-packs)',
  'apps/compliance/src/rules/text/(?!keep-readings|text-languages|text-readings.store)',
  'apps/compliance/src/rules/hours/(?!send-windows)',
  'apps/compliance/src/decision/core/',
  'apps/compliance/src/decision/text/(check-text|review-for)\\.ts',
  'apps/compliance/src/people/consents/(consent-chain|judge-consent-status)\\.ts',
  'apps/compliance/src/limits/caps/(cap|cap-reached-reason|judge-caps|too-many)\\.ts',
  'apps/compliance/src/limits/quotas/(limit-reasons|quota-period|thresholds)\\.ts',
  'apps/compliance/src/waiting/reviews/(shares-decision|text-review)\\.ts',
  'apps/compliance/src/limits/trust/trust-of\\.ts',
  'apps/compliance/src/people/complaints/(judge-sightings|similar-text)\\.ts',
];
/** Of these, the ones that speak of an advertiser or of a request as contracts have them: types alone. */
const TYPED = [
  'compliance/src/rules/(hours/own-hours|reasons/enforcement)',
  'compliance/src/evidence/trees/audit-event-leaf',
  'compliance/src/limits/quotas/limit-reasons',
  'compliance/src/limits/caps/(cap|cap-reached-reason|too-many)',
  'compliance/src/decision/core/(facts|requeued)',
  'notification/src/pushes/plan-push',
  'suppression/src/evidence/person-record',
].map((path) => `^apps/${path}\\.ts$`);
const OUTSIDE = ['^libs/(?!(?:kernel|reply-reader|text-reader)/)', 'node_modules/(@nestjs|kafkajs|typeorm|pg)/'];

const SPECS = '\\.spec\\.ts$';

const sourceOf = (app) => (app.startsWith('libs/') ? `${app}/src` : `apps/${app}/src`);

const pathOf = (app, layers) => {
  const names = [layers].flat().map((layer) => {
    if (layer.endsWith('/*')) return `${layer.slice(0, -1)}${otherThanListed(app, layer.slice(0, -1))}[^/]+$`;
    return /\.tsx?$/.test(layer) ? `${layer.replace('.', '\\.')}$` : `${layer}/`;
  });
  return `^${sourceOf(app)}/(${names.join('|')})`;
};

/** Excludes the files of a folder that are layers of their own. */
const otherThanListed = (app, folder) => {
  const files = LAYERS[app].flat().filter((layer) => layer.startsWith(folder) && /\.tsx?$/.test(layer));
  return files.length === 0 ? '' : `(?!(?:${files.map((file) => file.slice(folder.length)).join('|')})$)`;
};

const arrowsOf = ([app, layers]) =>
  layers.slice(0, -1).map((layer, index) => ({
    name: `${app}: ${[layer].flat().join(', ')}`,
    comment: 'It imports what knows more: see LAYERS in arrows.config.mjs.',
    severity: 'error',
    from: { path: pathOf(app, layer), pathNot: SPECS },
    to: { path: pathOf(app, layers.slice(index + 1).flat()) },
  }));

const unlistedLayers = ([app, layers]) =>
  ['from', 'to'].map((end) => ({
    name: `${app}: a folder that is not listed`,
    comment: 'Say in LAYERS of arrows.config.mjs what it may import.',
    severity: 'error',
    from: {},
    to: {},
    [end]: { path: `^${sourceOf(app)}/`, pathNot: [pathOf(app, layers.flat()), SPECS] },
  }));

const webPage = `^apps/console/web/src/(${WEB_PAGES.join('|')})/`;
const pagesApart = {
  name: 'console/web: pages of two kinds of users',
  comment: 'Move the shared part to design/ or api/.',
  severity: 'error',
  from: { path: webPage },
  to: { path: webPage, pathNot: '^apps/console/web/src/$1/' },
};

export default {
  forbidden: [
    { name: 'a circle', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(LAYERS).flatMap((app) => [...arrowsOf(app), ...unlistedLayers(app)]),
    pagesApart,
    {
      name: 'rules are pure',
      comment: 'They import the kernel alone, no framework and no I/O.',
      severity: 'error',
      from: { path: PURE.map((path) => `^${path}`), pathNot: [SPECS, ...TYPED] },
      to: { path: OUTSIDE },
    },
    {
      name: 'rules take types alone',
      comment: 'They import no code but the kernel.',
      severity: 'error',
      from: { path: TYPED },
      to: { path: OUTSIDE, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: fileURLToPath(new URL('tsconfig.json', import.meta.url)) },
    // Types tie files to each other too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
