import { loadRulePacks } from '../../../apps/compliance/src/rules/packs/load-rule-packs';
import { type TextAssessment, assessText } from '../../../apps/compliance/src/rules/text/assess-text';
import type { RulePack } from '../../../apps/compliance/src/rules/packs/rule-pack';
import { judgeConsentStatus } from '../../../apps/compliance/src/people/consents/judge-consent-status';
import { sendTime } from '../../../apps/compliance/src/rules/hours/send-time';
import { benchmark } from '../command/benchmark';
import { count } from '../command/flags';
import { printLoad } from '../machine';
import { printFigure, printSpread } from '../spread';
import { type Batch, BATCH, type RulesRecipient, makeBatches } from './batches';

interface Counts {
  cleared: number;
  held: number;
  refused: number;
}

/** The assessment of a batch's text for a region. */
type Assess = (region: string, pack: RulePack) => TextAssessment;

export const rules = benchmark({
  name: 'rules',
  summary: 'a full check of one text for 1,000 recipients',
  about:
    'Decisions a second of the rules alone, without PostgreSQL and Kafka: text, consent, opt-out and window of each ' +
    'recipient. The text is read once for each region of a batch, and by the peer again for each recipient.',
  flags: {
    batches: count(40, `adverts of their own text, to ${BATCH} recipients each`),
    rounds: count(7, 'of them, after one to warm up'),
  },
  needs: () => [],
  run: async ({ batches: wanted, rounds }) => {
    const { choice } = loadRulePacks();
    const batches = makeBatches(wanted);
    console.log(
      `rules: ${wanted} adverts of their own text to ${BATCH} recipients each in FR, GP, MQ, RE, GB, BE and DE; ${rounds} rounds\n`,
    );
    const decideAll = (assessFor: (batch: Batch) => Assess): Counts => {
      const counts = { cleared: 0, held: 0, refused: 0 };
      for (const batch of batches) {
        const assess = assessFor(batch);
        for (const recipient of batch.recipients) {
          const pack = choice.inForce(recipient.region, batch.at);
          counts[pack ? decide(recipient, pack, assess, batch.at) : 'refused'] += 1;
        }
      }
      return counts;
    };
    const subjects = [
      // So often that a round of the fast one is no blink.
      { name: 'text read once for each region of a batch', assessFor: oncePerRegion, times: 10 },
      { name: 'text read again for each recipient', assessFor: eachTime, times: 1 },
    ];
    const rates = new Map(subjects.map(({ name }) => [name, [] as number[]]));
    let expected = '';
    // The first round is for the compiler. Subjects take turns, so that what else the machine does strikes both.
    for (let round = 0; round <= rounds; round += 1) {
      for (const { name, assessFor, times } of subjects) {
        const startedAt = performance.now();
        let counts = '';
        for (let time = 0; time < times; time += 1) counts = JSON.stringify(decideAll(assessFor));
        const rate = (times * wanted * BATCH) / (performance.now() - startedAt);
        if ((expected ||= counts) !== counts) throw new Error(`"${name}" decided ${counts}, the other ${expected}`);
        if (round > 0) rates.get(name)?.push(rate);
      }
    }
    printFigure('decided', expected);
    for (const [name, values] of rates) printSpread(name, values, 'thousand decisions/s');
    printLoad();
  },
});

function decide(recipient: RulesRecipient, pack: RulePack, assess: Assess, now: number): keyof Counts {
  if (assess(recipient.region, pack).verdict !== 'accept') return 'refused';
  if (judgeConsentStatus('marketing', recipient.consentStatus, now, pack.consent)) return 'refused';
  const time = sendTime({ category: 'marketing' }, pack, recipient, now);
  return time.when === 'now' ? 'cleared' : time.when === 'later' ? 'held' : 'refused';
}

const assessIn = ({ text, codes, linkHosts }: Batch, region: string, pack: RulePack): TextAssessment =>
  assessText({ text, category: 'marketing', region, codes, linkHosts, mention: 'insert' }, pack);

const eachTime =
  (batch: Batch): Assess =>
  (region, pack) =>
    assessIn(batch, region, pack);

function oncePerRegion(batch: Batch): Assess {
  const known = new Map<string, TextAssessment>();
  return (region, pack) => {
    let assessment = known.get(region);
    if (!assessment) known.set(region, (assessment = assessIn(batch, region, pack)));
    return assessment;
  };
}
