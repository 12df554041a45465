import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parse } from 'yaml';

// Whatever code a service may give to the console, a person reads words of their language. The codes come from where they are
// made, so that a new one without words fails here.

const ROOT = join(__dirname, '../../../../..');
const SOURCES = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
/** The first group of each match. */
const all = (file: string, pattern: RegExp): string[] => [...read(file).matchAll(pattern)].map(([, code = '']) => code);
/** Texts of the first list in square brackets behind `start`. */
function listAfter(file: string, start: string): string[] {
  const [, list = ''] = read(file).split(start);
  return [...(list.split(/[\])]/)[0] ?? '').matchAll(/'([^']+)'/g)].map(([, each = '']) => each);
}

type Tree = { [key: string]: Tree | string };
const wordsOf = (language: string, subject: string) =>
  JSON.parse(readFileSync(join(__dirname, language, `${subject}.json`), 'utf8')) as Tree;
/** Finds a text by its key `subject:a.b`. */
function at(language: string, key: string): Tree {
  const [subject = '', ...path] = key.split(/[:.]/);
  return path.filter(Boolean).reduce<Tree>((tree, step) => (tree[step] ?? {}) as Tree, wordsOf(language, subject));
}

const documents = new Map(
  readdirSync(join(ROOT, 'dist/documents/openapi')).map((file) => [
    file.replace('.yaml', ''),
    parse(read(`dist/documents/openapi/${file}`)) as Tree,
  ]),
);
/** @param property - `Schema.property.property`; of a list, its items */
function enumOf(service: string, property: string): string[] {
  const [schema = '', ...path] = property.split('.');
  let found = ((documents.get(service)?.['components'] as Tree)['schemas'] as Tree)[schema] as Tree;
  for (const name of path) {
    found = ((found['items'] as Tree | undefined) ?? found)['properties'] as Tree;
    found = found[name] as Tree;
  }
  const values = ((found['items'] as Tree | undefined) ?? found)['enum'] as unknown as string[] | undefined;
  if (values === undefined) throw new Error(`${service} ${property} is no enumeration.`);
  return values;
}
const keysOf = (service: string, path: string): string[] => {
  const [schema = '', name = ''] = path.split('.');
  const properties = (
    (((documents.get(service)?.['components'] as Tree)['schemas'] as Tree)[schema] as Tree)['properties'] as Tree
  )[name] as Tree;
  return Object.keys(properties['properties'] as Tree);
};

const EVENT = enumOf('campaign', 'MessageAnswer.timeline.event');
const MESSAGE = [...new Set([...enumOf('campaign', 'MessageAnswer.state'), ...EVENT])];
const STATUSES = listAfter('libs/contracts/src/topics/dispatcher.message-status.v1.ts', 'status: OneOf(');
const OUTCOMES = listAfter('libs/contracts/src/topics/inbound-mo.receipts.v1.ts', 'outcome: OneOf(');
const OPT_OUT = 'libs/contracts/src/topics/suppression.opt-out-changed.v1.ts';
const CATEGORIES = enumOf('compliance', 'CheckAnswer.category.declared');
const UNMATCHED = listAfter('libs/contracts/src/topics/compliance.report-matches.v1.ts', 'UNMATCHED = [');

/** Kinds of things that paths name before an id; the audit log calls them so. */
const RESOURCES = [
  ...new Set(
    [...documents.values()]
      .flatMap((document) => Object.keys(document['paths'] as Tree))
      .filter((path) => path.startsWith('/v1/'))
      .flatMap((path) => [...path.matchAll(/\/([\w-]+)\/\{(?!offset)/g)].map(([, kind = '']) => kind)),
  ),
];

/** Codes that complete each key that is put together of parts. */
const TABLES: Record<string, string[]> = {
  'problems:': all('docs/problems.md', /^\| `([\w-]+)`/gm),
  'reasons:': [
    ...new Set([
      ...all('docs/reason-codes.md', /^\| `([A-Z_]+)`/gm),
      ...all('apps/campaign/src/contacts/imports/consents/read-consent.rule.ts', /'(CONSENT_[A-Z_]+)'/g),
      ...all('apps/campaign/src/contacts/imports/import-report.ts', /'(DUPLICATE|OPTED_OUT)'/g),
      ...UNMATCHED,
      ...all('apps/suppression/src/abuse-reports/match-sender.ts', /'(SENDER_[A-Z]+)'/g),
      ...all('apps/suppression/src/abuse-reports/record-abuse-reports.ts', /code: '([A-Z_]+)'/g),
    ]),
  ],
  'readings:signals.': all('libs/text-reader/src/category/signals.ts', /^ {2}([A-Z_]+): signal\(/gm),
  'readings:tiers.': enumOf('inbound-mo', 'RepliesAnswerReply.tier'),
  'readings:causes.': listAfter('apps/suppression/src/opt-outs/opt-out-cause.ts', 'OPT_OUT_CAUSES = ['),
  'readings:resources.': RESOURCES,
  'readings:sources.': listAfter('apps/suppression/src/abuse-reports/read-report-rows.ts', 'source: z.enum(['),
  'marketer:advertisers.alike.': enumOf('campaign', 'UndecidedEntitiesAnswer.items.sameBy'),
  'marketer:state.': enumOf('campaign', 'CampaignAnswerCampaign.state'),
  'marketer:category.': CATEGORIES,
  'marketer:message.': MESSAGE,
  'marketer:counts.': keysOf('campaign', 'CampaignAnswerCampaign.counts').filter((name) => name !== 'optedOut'),
  'marketer:import.state.': enumOf('campaign', 'BookImportAnswerImport.state'),
  'marketer:upload.outcomes.': enumOf('campaign', 'ImportPreviewAnswer.firstRows.outcome'),
  'marketer:campaign.itself.': [
    ...read('apps/campaign/src/statistics/judge-reaction.rule.ts').matchAll(/code: '([A-Z_]+)', detail/g),
  ].map(([, code = '']) => code),
  'marketer:import.files.': ['refused', 'warnings'],
  'marketer:draft.when.cappedBy.': enumOf('campaign', 'NewCampaignDto.whenCapped'),
  'marketer:draft.text.verdict.': enumOf('compliance', 'CheckAnswer.verdict'),
  'marketer:draft.text.mentions.': enumOf('compliance', 'CheckAnswer.mention.verdict'),
  'marketer:draft.preflight.outcome.': enumOf('campaign', 'PreflightAnswerPreflight.outcomes.outcome'),
  'marketer:enforcement.levels.': enumOf('campaign', 'EnforcementAnswer.level'),
  'marketer:enforcement.details.': enumOf('campaign', 'EnforcementAnswer.level'),
  'marketer:enforcement.verdicts.': enumOf('compliance', 'ObservedAnswer.days.reasons.verdict'),
  'marketer:replies.kinds.': enumOf('inbound-mo', 'RepliesAnswerReply.kind'),
  'reviewer:categories.': CATEGORIES,
  'reviewer:texts.states.': enumOf('compliance', 'ReviewAnswerReview.state'),
  'reviewer:replies.kinds.': enumOf('inbound-mo', 'UnclassifiedReplyAnswerUnclassifiedReply.asksFor'),
  'reviewer:replies.decisions.': enumOf('inbound-mo', 'UnclassifiedReplyAnswerUnclassifiedReply.decision.decision'),
  'reviewer:replies.automatic.': enumOf('inbound-mo', 'UnclassifiedReplyAnswerUnclassifiedReply.decision.automatic'),
  'reviewer:complaints.states.': enumOf('suppression', 'AbuseReportsAnswerAbuseReport.state'),
  'auditor:categories.': CATEGORIES,
  'auditor:states.': [...new Set([...MESSAGE, ...STATUSES, ...OUTCOMES])],
  'auditor:consentStates.': enumOf('compliance', 'ConsentsAnswerConsent.status'),
  'auditor:channels.': enumOf('inbound-mo', 'PersonsRepliesAnswerPersonsReply.channel'),
  'auditor:person.standing.': enumOf('suppression', 'PersonStatusAnswerPersonStatus.optOuts.state'),
  'auditor:person.how.': listAfter(OPT_OUT, 'source: OneOf('),
  'auditor:person.numberState.': enumOf('suppression', 'NumberAnswerNumberState.state'),
  'auditor:happened.changes.': listAfter(OPT_OUT, 'change: OneOf('),
  'auditor:happened.pushes.': enumOf('notification', 'PersonsPushesAnswerPersonsPush.state'),
  'auditor:sources.faults.': enumOf('suppression', 'SourcesAnswerOptOutSource.faultCode'),
  'auditor:sources.pushes.faults.': enumOf('notification', 'PushesAnswerOptOutPushes.faultCode'),
  'auditor:erasures.kinds.': enumOf('suppression', 'ErasuresAnswerErasure.kind'),
  'auditor:proof.verdicts.': enumOf('compliance', 'ProofAnswerProof.decisions.verdict'),
  'auditor:proof.judged.': all('libs/verify/src/report.mjs', /^ {2}'?([A-Z][A-Z ,]+[A-Z])'?: \d/gm),
  'auditor:audit.kinds.': enumOf('compliance', 'AuditAnswerAuditEvent.kind'),
  'auditor:audit.results.': enumOf('compliance', 'AuditSearch.result'),
  'administrator:consents.bases.': enumOf('compliance', 'PostConsent.basis'),
  'administrator:optOuts.states.': enumOf('suppression', 'OptOutsAnswerOptOut.state'),
  'administrator:optOuts.recorded.': enumOf('suppression', 'OptOutsAnswerOptOut.state'),
  'administrator:republish.states.': enumOf('suppression', 'LatestRepublicationAnswer.state'),
  'administrator:senders.states.': enumOf('campaign', 'SendersAnswerSender.state'),
  'administrator:keys.states.': enumOf('campaign', 'KeysAnswerKey.state'),
  'administrator:keys.scopes.': enumOf('campaign', 'NewKeyDto.scopes'),
  'administrator:keys.scopeHints.': enumOf('campaign', 'NewKeyDto.scopes'),
  'administrator:webhook.states.': enumOf('campaign', 'WebhookSecretsAnswerWebhookSecret.state'),
  'administrator:webhook.callStates.': enumOf('notification', 'WebhookDeliveriesAnswerWebhookDelivery.state'),
  'administrator:pause.orders.': enumOf('campaign', 'PauseDto.order'),
  'administrator:pause.codes.': enumOf('campaign', 'MarketingAnswer.paused.code'),
  'administrator:pause.actions.': enumOf('campaign', 'MarketingAnswer.controls.action'),
  'operator:providers.circuits.': enumOf('dispatcher', 'ProvidersAnswerProvider.circuit'),
};

describe.each(['en', 'fr'])('%s', (language) => {
  test('every code has words', () => {
    const tables = Object.entries(TABLES);
    expect(tables.filter(([, codes]) => codes.length < 2)).toEqual([]);
    const wordless = tables.flatMap(([path, codes]) => {
      const words = at(language, path);
      return codes.filter((code) => typeof words[code] !== 'string').map((code) => `${path}${code}`);
    });
    expect(wordless).toEqual([]);
  });

  test('no words exist for unknown problems or signals', () => {
    for (const path of ['problems:', 'readings:signals.', 'readings:tiers.', 'readings:sources.'])
      expect(Object.keys(at(language, path)).filter((code) => !(TABLES[path] ?? []).includes(code))).toEqual([]);
  });
});

test('every reason for a review of a reply has its own words', () => {
  const [, body = ''] = read('libs/reply-reader/src/unclassified.ts').split('export function whyUnclassified');
  const reasons = [...body.matchAll(/return '([^']+)'/g)].map(([, reason = '']) => reason);
  const known = all('apps/console/web/src/design/use-code-words.ts', /\['([^']+)', '\w+'\]/g);
  expect(reasons.length).toBeGreaterThan(2);
  expect(reasons.filter((reason) => !known.some((part) => reason.includes(part)))).toEqual([]);
});

/** Keys whose last part is a constant of the page itself, which TypeScript and the page's own test hold together. */
const OWN =
  /^(?:administrator:(?:packs\.(?:columns|states)|consents\.(?:facts|during)|generation\.columns|fields|optOuts\.sources|hints|tabs|limits|(?:senders|keys|history)\.columns|history)|app:(?:languages|roles)|auditor:(?:check|person\.tabs|sources|proof\.sealingDetail|audit\.(?:columns|filters|$|services))|campaigns:(?:sorts|report\.(?:$|series|states|figures))|marketer:(?:statistics|control|consents|upload\.mapping|campaign|draft\.(?:steps|kept)|enforcement\.$)|operator:parts|readings:unclassified|reviewer:(?:replies\.(?:scores|states)|texts\.scores))/;

/** Beginnings of keys that are put together, as `subject:a.b.`. */
function beginnings(file: string): string[] {
  const text = readFileSync(join(SOURCES, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX);
  const [, own = 'app'] = /useTranslation\(\[?\s*'(\w+)'/.exec(text) ?? [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(?:t|known)$/.test(node.expression.getText(source))) {
      const [key] = node.arguments;
      if (key !== undefined && ts.isTemplateExpression(key)) {
        const begin = key.head.text === '' ? '$' : key.head.text;
        found.push(begin.includes(':') ? begin : `${own}:${begin}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('every key that is put together of a code has its codes in this test', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.spec)\.tsx?$/.test(file),
  );
  const found = [...new Set(files.flatMap(beginnings))];
  expect(found.length).toBeGreaterThan(30);
  expect(found.filter((begin) => !(begin in TABLES) && !OWN.test(begin))).toEqual([]);
});
