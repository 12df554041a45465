import { randomUUID } from 'node:crypto';
import { eventually } from '@stopsms/testing';
import { BRICOLIS, LORANE } from '../fixtures';
import { APPROVAL, REFUSAL, ReviewClient, doubtful, templated } from './review-client';
import { ASK_FROM, categorise, REFUSE_FROM, templateOf } from '@stopsms/text-reader';
import { sharesApproval } from '../../src/waiting/reviews/shares-decision';
import { Bed } from '../bed';

let bed: Bed;
const reviews = new ReviewClient(() => bed);
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

test('texts of one template wait for one review, and later ones follow the decision', async () => {
  const texts = [
    templated('Durand', 'Chloé', 'lundi 12 mars à 9h40'),
    templated('Durand', 'Jean-Pierre', 'mardi 3 mai à 9h'),
    templated('Durand', 'Mme Li', 'jeudi 4 juin à 18h'),
  ];
  const ids = await Promise.all(texts.map((text) => reviews.message(text)));
  await Promise.all(ids.map((id) => reviews.waits(id)));
  const review = await reviews.only('Durand');
  expect(review).toMatchObject({
    waiting: 3,
    template: 'bonjour {name}, vous pouvez desormais voir votre conseiller {name} {number} a {number} en agence.',
    shownAt: null,
  });
  await reviews.decide(review.id, APPROVAL);
  await Promise.all(ids.map((id) => reviews.endsAs(id, 'cleared')));
  const later = await reviews.message(templated('Martin', 'Zoé', 'lundi matin'), { campaignId: randomUUID() });
  await reviews.waits(later);
  const same = await reviews.message(templated('Martin', 'Zoé', 'mardi 2 juin à 9h'), { campaignId: randomUUID() });
  await reviews.endsAs(same, 'cleared');
  expect(reviews.story(same)).toEqual([['cleared', undefined]]);
  const proof = await reviews.proof(same);
  expect(proof.decisions[0]?.review).toMatchObject({ id: review.id, shared: 'template', textHash: review.textHash });
  expect(proof.decisions[0]?.reading).toMatchObject({ template: expect.stringMatching(/^sha256-/) });
  expect(proof.summary).toContain('read another text of its template and approved');
});

test('texts of one template share a refusal', async () => {
  const first = await reviews.message(templated('zerbin', 'Chloé', 'lundi'));
  await reviews.waits(first);
  await reviews.decide((await reviews.only('zerbin')).id, REFUSAL);
  await reviews.endsAs(first, 'refused', 'REVIEW_REFUSED');
  const later = await reviews.message(templated('zerbin', 'Paul', 'mardi'));
  await reviews.endsAs(later, 'refused', 'REVIEW_REFUSED');
  expect(reviews.story(later)).toHaveLength(1);
});

test('classifies the content of a slot: an advert there shares no approval', async () => {
  const linked = (name: string, path: string): string =>
    `${templated('zorvan', name, 'lundi')} https://s.example-brand.fr/${path}`;
  await reviews.waits(await reviews.message(linked('Chloé', 'a1')));
  const review = await reviews.only('zorvan');
  await reviews.decide(review.id, APPROVAL);
  await reviews.endsAs(await reviews.message(linked('Paul', 'b2')), 'cleared');
  const selling = [
    await reviews.message(linked('Cadeau Gratuit', 'a1')),
    await reviews.message(linked('Chloé', 'offre/promo?utm_campaign=soldes')),
  ];
  await eventually('both are decided', () => selling.every((id) => reviews.story(id).length > 0));
  for (const id of selling) expect(reviews.story(id)[0]).not.toEqual(['cleared', undefined]);
  const read = await Promise.all(selling.map((id) => reviews.proof(id)));
  const templates = read.map(({ decisions: [first] }) => (first?.reading as { template?: string }).template);
  expect(new Set(templates).size).toBe(1);
});

const DAYS = [
  'lundi',
  'samedi',
  'le 12/12',
  'samedi 12 décembre à 9h',
  'demain',
  'à 19h',
  'le 1er',
  'dimanche à 10h30',
  '2027',
];
const OPENINGS = [
  'le nouvel atelier zircon ouvre',
  'un créneau zircon est libre',
  'les inscriptions zircon ferment',
  'des places zircon restent',
  'votre bilan zircon est possible',
  'la boutique zircon ouvre',
];

/** Finds two texts of one template, of which a person reads one and the reader refuses the other: readings move with each training. */
function eitherSide(): [waits: string, beyond: string] {
  const certainty = (text: string): number => categorise(text, { linkHosts: [] }).score;
  for (const opening of OPENINGS) {
    const texts = DAYS.map((day) => `Bonjour Chloé, ${opening} ${day} en ville.`);
    const beyond = texts.find((text) => certainty(text) >= REFUSE_FROM);
    const waits = texts.find(
      (text) =>
        certainty(text) >= ASK_FROM &&
        certainty(text) < REFUSE_FROM &&
        beyond !== undefined &&
        templateOf(text) === templateOf(beyond) &&
        !sharesApproval({ kinds: [], score: certainty(beyond) }, { kinds: [], score: certainty(text) }),
    );
    if (waits !== undefined && beyond !== undefined) return [waits, beyond];
  }
  throw new Error('No two texts of one template stand on either side');
}

test('an approved text stays approved when the date changes the score, unless more speaks for an advert', async () => {
  const [waits, beyond] = eitherSide();
  await reviews.waits(await reviews.message(waits));
  const { id } = await reviews.only('zircon');
  await reviews.decide(id, APPROVAL);
  const refused = await reviews.message(beyond);
  await reviews.endsAs(refused, 'refused', 'CATEGORY_PROMOTIONAL');
  // As if the text that was approved had been as near to a refusal as this one is beyond it.
  const { category } = (await reviews.proof(refused)).decisions[0]?.reading as { category: { score: number } };
  await bed.sql('UPDATE compliance.review SET score = $2 WHERE review_id = $1', [id, category.score]);
  const approved = await reviews.message(beyond);
  await reviews.endsAs(approved, 'cleared');
  expect((await reviews.show([beyond])).body.items).toMatchObject([{ verdict: 'accept', review: { id } }]);
});

test('a text with more signs of an advert than the approved one is reviewed again', async () => {
  const first = await reviews.message(templated('zibeline', 'Chloé', 'lundi'));
  const second = await reviews.message(templated('zibeline', 'Paul', 'mardi'));
  await Promise.all([first, second].map((id) => reviews.waits(id)));
  const review = await reviews.only('zibeline');
  const [own, other] = review.text?.includes('Chloé') ? [first, second] : [second, first];
  await bed.sql('UPDATE compliance.review SET score = score / 2 WHERE review_id = $1', [review.id]);
  await reviews.decide(review.id, APPROVAL);
  await reviews.endsAs(own, 'cleared');
  await eventually('the other waits again', () => reviews.story(other).length > 1);
  expect(reviews.story(other).at(-1)).toEqual(['held', 'REVIEW_NEEDED']);
  const found = await reviews.about('zibeline');
  const again = found.find(({ id }) => id !== review.id);
  expect(found).toHaveLength(2);
  await reviews.decide(again?.id ?? '', REFUSAL);
  await reviews.endsAs(other, 'refused', 'REVIEW_REFUSED');
});

test('messages of other reviews of the template that share the decision are not reviewed again', async () => {
  const mild = await reviews.message(templated('zinnia', 'Chloé', 'lundi'));
  await reviews.waits(mild);
  const first = await reviews.only('zinnia');
  await bed.sql(`UPDATE compliance.review SET kinds = '{OTHER}' WHERE review_id = $1`, [first.id]);
  const apart = await reviews.message(templated('zinnia', 'Paul', 'mardi'));
  await reviews.waits(apart);
  const second = (await reviews.about('zinnia')).find(({ id }) => id !== first.id);
  await bed.sql(`UPDATE compliance.review SET kinds = '{}' WHERE review_id = $1`, [first.id]);
  await reviews.decide(second?.id ?? '', APPROVAL);
  await Promise.all([mild, apart].map((id) => reviews.endsAs(id, 'cleared')));
  expect((await reviews.get(first.id)).body).toMatchObject({ state: 'approved', waiting: 0, decidedWith: second?.id });
  const proof = await reviews.proof(mild);
  expect(proof.decisions.at(-1)?.review).toMatchObject({ shared: 'template', textHash: second?.textHash });
  expect(proof.summary).toContain('read another text of its template and approved');
});

test('another advertiser or different words share nothing', async () => {
  await reviews.waits(await reviews.message(templated('zulma', 'Chloé', 'lundi')));
  await reviews.decide((await reviews.only('zulma')).id, APPROVAL);
  const ids = [
    await reviews.message(templated('zulma', 'Chloé', 'mardi'), { advertiserId: BRICOLIS.id }),
    await reviews.message(templated('zulma', 'Chloé', 'mardi matin')),
  ];
  await Promise.all(ids.map((id) => reviews.waits(id)));
});

test('texts of variables alone share nothing', async () => {
  const ids = await Promise.all(['Chloé Durand', 'Paul Martin'].map((name) => reviews.message(`Bonjour ${name}`)));
  await eventually('both are decided', () => ids.every((id) => reviews.story(id).length > 0));
  const found = (await reviews.list('limit=200')).body.items.filter(({ text }) =>
    /^Bonjour (Chloé D|Paul M)/.test(text ?? ''),
  );
  expect(found.every(({ template }) => template === null)).toBe(true);
  expect(found).toHaveLength(ids.filter((id) => reviews.story(id)[0]?.[0] === 'held').length);
});

test('refuses a text that became an advert between two sends, whatever was approved before', async () => {
  const campaignId = randomUUID();
  const first = await reviews.message(doubtful('Ursule'), { campaignId });
  await reviews.waits(first);
  await reviews.decide((await reviews.only('Ursule')).id, APPROVAL);
  await reviews.endsAs(first, 'cleared');
  const advert = await reviews.message('Bonjour Ursule, -30% sur toute la boutique ce samedi', { campaignId });
  await reviews.endsAs(advert, 'refused', 'CATEGORY_PROMOTIONAL');
  const declared = await reviews.message(doubtful('Ursule'), { campaignId, category: 'marketing' });
  await reviews.endsAs(declared, 'refused', 'MENTION_MISSING');
});

async function approvals(): Promise<number> {
  const counted = /stopsms_compliance_review_decisions_total\{[^}]*verdict="approved"[^}]*\} (\d+)/;
  return Number(counted.exec(await bed.metrics())?.[1]);
}

test('follows ten decisions of a reviewer against the classifier', async () => {
  const before = await approvals();
  for (let n = 0; n < 10; n += 1) {
    const about = `zinzolin${'abcdefghij'[n]}`;
    const id = await reviews.message(templated(about, 'Chloé', 'lundi'));
    await reviews.waits(id);
    await reviews.decide((await reviews.only(about)).id, n % 2 ? REFUSAL : APPROVAL);
    await reviews.endsAs(id, n % 2 ? 'refused' : 'cleared', n % 2 ? 'REVIEW_REFUSED' : undefined);
  }
  expect(await approvals()).toBe(before + 5);
});

test('two concurrent batches with texts of one template open one review', async () => {
  const names = Array.from(
    { length: 200 },
    (_, n) => `Zo${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10) % 10]}`,
  );
  const ids = await Promise.all(names.map((name) => reviews.message(templated('zapper', name, 'lundi'))));
  await Promise.all(ids.map((id) => reviews.waits(id)));
  expect(await reviews.only('zapper')).toMatchObject({ waiting: ids.length });
});

test('a replica that waited joins the review that another opened first', async () => {
  await reviews.waits(await reviews.message(templated('zeppelin', 'Chloé', 'lundi')));
  const { id } = await reviews.only('zeppelin');
  // As the other replica does: it holds the turn until we wait for it, and then commits the review that we were to open.
  await bed.sql(`CREATE TABLE compliance.elsewhere AS SELECT * FROM compliance.review WHERE review_id = '${id}'`);
  await bed.sql(`DELETE FROM compliance.review WHERE review_id = '${id}'`);
  const opened = bed.sql(`DO $$ BEGIN
    PERFORM pg_advisory_xact_lock(36184, hashtext('compliance:${LORANE.id}'));
    WHILE NOT EXISTS (SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database
      WHERE datname = current_database() AND locktype = 'advisory' AND classid = 36184 AND NOT granted)
    LOOP PERFORM pg_sleep(0.02); END LOOP;
    INSERT INTO compliance.review SELECT * FROM compliance.elsewhere;
  END $$`);
  await eventually('the turn is held', async () => {
    const held = await bed.sql(`SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database
      WHERE datname = current_database() AND locktype = 'advisory' AND classid = 36184 AND granted`);
    return held.length > 0;
  });
  const message = await reviews.message(templated('zeppelin', 'Paul', 'mardi'));
  await opened;
  await reviews.waits(message);
  expect(await reviews.only('zeppelin')).toMatchObject({ id, waiting: 2 });
});

test('reviews of the previous release continue: only equal text and campaign share', async () => {
  const campaignId = randomUUID();
  const id = await reviews.message(templated('zygote', 'Chloé', 'lundi'), { campaignId });
  await reviews.waits(id);
  const review = await reviews.only('zygote');
  await bed.sql('UPDATE compliance.review SET template_key = NULL, kinds = NULL, score = NULL WHERE review_id = $1', [
    review.id,
  ]);
  const joins = await reviews.message(templated('zygote', 'Paul', 'lundi'), { campaignId });
  await reviews.waits(joins);
  const apart = await reviews.message(templated('zygote', 'Paul', 'lundi soir'), { campaignId: randomUUID() });
  await reviews.waits(apart);
  expect(await reviews.get(review.id)).toMatchObject({ body: { waiting: 2, template: null } });
  await reviews.decide(review.id, APPROVAL);
  await Promise.all([id, joins].map((each) => reviews.endsAs(each, 'cleared')));
  expect(reviews.story(apart)).toEqual([['held', 'REVIEW_NEEDED']]);
});
