// One company, several accounts: they share opt-outs, or a person says in writing why they are not one company.
import { randomUUID } from 'node:crypto';
import { type Advertiser, advertisers, optOutChanged } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed } from './bed';
import { bookOf, importCsv, msisdn, newBook, phonesIn } from './people';
import { optOut } from './what-others-say';

interface View {
  id: string;
  registration?: string;
  entityId?: string;
  code?: string;
  detail?: string;
  accounts?: { id: string; name: string; sameBy: string }[];
}
interface Changes {
  items: { by: string | null; changes: Record<string, unknown> }[];
}

let bed: Bed;
let published: Seen<Advertiser>[];
beforeAll(async () => {
  bed = await Bed.make();
  published = await bed.collect<Advertiser>(advertisers);
});
afterAll(() => bed.end());

let named = 0;
/** A company that no other test has; its accounts have senders of their own. */
const company = () => `Compagnie ${String.fromCharCode(65 + (named++ % 26))}${randomUUID().slice(0, 8)} SAS`;
const create = (legalName: string, more: object = {}) => {
  named += 1;
  const fields = { name: `Marque ${named}`, legalName, sender: `Marque${named}`, shortCode: '36180', country: 'FR' };
  return bed.post<View>('/v1/advertisers', { ...fields, ...more });
};
const made = async (legalName: string, more: object = {}) => {
  const created = await create(legalName, more);
  expect([created.status, created.body.code]).toEqual([201, undefined]);
  return created.body;
};
const patch = (id: string, changes: object) => bed.patch<View>(`/v1/advertisers/${id}`, changes);
const last = (id: string) => published.filter(({ key }) => key === id).at(-1)?.value;
const changesOf = async (id: string) => (await bed.get<Changes>(`/v1/advertisers/${id}/changes`)).body.items;
let numbers = 0;
const somebody = () => (numbers += 1) + 2_000;
const keyOf = (n: number) => bed.keys.keyOf(msisdn(n));

/** SIREN with a right check digit. */
let sirens = 100;
function siren(): string {
  const digits = `81${String((sirens += 1)).padStart(6, '0')}`;
  const sum = [...digits].reduceRight((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

describe('a second account of a company', () => {
  it.each([
    { it: 'the same name', as: (name: string) => name },
    {
      it: 'another legal form, case and accents',
      as: (name: string) => `S.À.R.L. ${name.replace(' SAS', '').toUpperCase()}`,
    },
    { it: 'a Cyrillic letter', as: (name: string) => name.replace('o', '\u043e') },
  ])('is refused with $it, naming the first account', async ({ as }) => {
    const name = company();
    const { id } = await made(name);
    const refused = await create(as(name));
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'legal-entity-known', accounts: [{ id, sameBy: 'legalName' }] },
    });
    expect(refused.body.detail).toContain(id);
    expect(await create(`${name.replace(' SAS', '')} Sud SAS`)).toMatchObject({ status: 201 });
  });

  it('is refused with the same number, however it is written and under any name', async () => {
    const number = siren();
    const { id, registration } = await made(company(), { registration: number });
    expect(registration).toBe(`FR${number}`);
    const vat = String((12 + 3 * (Number(number) % 97)) % 97).padStart(2, '0');
    for (const written of [number, number.replace(/(...)/g, '$1 '), `FR${vat}${number}`, `FR ${vat} ${number}`]) {
      expect(await create(company(), { registration: written })).toMatchObject({
        ...{ status: 409, body: { code: 'legal-entity-known', accounts: [{ id, sameBy: 'registration' }] } },
      });
    }
    const wrong = `${number.slice(0, 8)}${(Number(number[8]) + 1) % 10}`;
    expect(await create(company(), { registration: wrong })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
    const { id: later } = await made(company());
    expect(await patch(later, { registration: number })).toMatchObject({
      status: 409,
      body: { code: 'legal-entity-known' },
    });
  });

  it('joins the first if the request says so, and every service receives it', async () => {
    const name = company();
    const { id } = await made(name);
    const second = await made(name, { sameEntityAs: id });
    const third = await made(name, { sameEntityAs: second.id });
    expect([second.entityId, third.entityId]).toEqual([id, id]);
    await eventually('it is published', () => last(third.id)?.entityId === id && last(second.id)?.entityId === id);
    expect(await changesOf(second.id)).toMatchObject([{ changes: { sameEntityAs: id } }]);
    expect(await create(name, { sameEntityAs: randomUUID() })).toMatchObject({ status: 404 });
    expect(await create(name, { sameEntityAs: id, separateEntity: { reason: 'x' } })).toMatchObject({ status: 400 });
  });

  it('is another company if a person states why, which is stored', async () => {
    const name = company();
    const { id } = await made(name);
    for (const separateEntity of [{}, { reason: ' ' }, { reason: '' }, true]) {
      expect((await create(name, { separateEntity })).status).toBe(400);
    }
    const reason = 'A franchisee of the same name, SIREN to follow';
    const other = await made(name, { separateEntity: { reason } });
    expect(other).not.toHaveProperty('entityId');
    expect(await changesOf(other.id)).toMatchObject([{ changes: { separateEntity: { reason } } }]);
    expect((await create(name)).body.accounts?.map((each) => each.id).sort()).toEqual([id, other.id].sort());
    // What has been decided is not asked again with each change.
    expect(await patch(other.id, { name: 'Autre marque' })).toMatchObject({ status: 200 });
  });

  it('is one account if two requests create it at the same time', async () => {
    const name = company();
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(name)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it('is the same account if requested again with its Idempotency-Key', async () => {
    const body = { name: 'Encore', legalName: company(), sender: 'Encore', shortCode: '36180', country: 'FR' };
    const key = { 'idempotency-key': randomUUID() };
    const [first, again] = [
      await bed.post<View>('/v1/advertisers', body, key),
      await bed.post<View>('/v1/advertisers', body, key),
    ];
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
  });
});

describe('two accounts created before the rule', () => {
  /** Creates two accounts of one name, as before names were compared: under two names, then one is renamed. */
  const alike = async () => {
    const name = company();
    const [{ id }, { id: second }] = [await made(name), await made(company())];
    await bed.sql(`UPDATE campaign.advertiser SET legal_name = $2 WHERE id = $1`, [second, name.toUpperCase()]);
    return { id, second };
  };
  interface Undecided {
    count: number;
    items: { sameBy: string; accounts: { id: string }[] }[];
  }
  const undecided = async (id: string) =>
    (await bed.get<Undecided>('/v1/legal-entities/undecided')).body.items
      .filter(({ accounts }) => accounts.some((each) => each.id === id))
      .map(({ sameBy, accounts }) => [sameBy, ...accounts.map((each) => each.id)]);

  it('are listed until they share opt-outs', async () => {
    const { id, second } = await alike();
    expect(await undecided(id)).toEqual([['legalName', id, second]]);
    expect(await patch(second, { sameEntityAs: id })).toMatchObject({ status: 200, body: { entityId: id } });
    expect(await undecided(id)).toEqual([]);
  });

  it('are listed until they are separated with a reason', async () => {
    const { id, second } = await alike();
    const reason = 'A franchisee of the same name';
    expect(await patch(second, { separateEntity: { reason } })).toMatchObject({ status: 200 });
    expect(await undecided(id)).toEqual([]);
    expect(await changesOf(second)).toMatchObject([{ changes: { separateEntity: { reason } } }]);
  });
});

describe('opt-outs of one account', () => {
  it('remove the person from the address books of all, and from later imports', async () => {
    const name = company();
    const { id } = await made(name);
    const { id: second } = await made(name, { sameEntityAs: id });
    const { id: stranger } = await made(company());
    const [out, stays] = [somebody(), somebody()];
    const books: string[] = [];
    for (const owner of [id, second, stranger]) books.push(await bookOf(bed, owner, out, stays + 1));
    await bed.say(optOutChanged, optOut(keyOf(out), [id]));
    await eventually('both have lost the person', async () => {
      const [first, other, theirs] = await Promise.all(books.map((book) => phonesIn(bed, book)));
      return first?.length === 1 && other?.length === 1 && theirs?.length === 2;
    });
    const again = await importCsv(bed, await newBook(bed, second), `phone\n${msisdn(out)}\n`);
    expect(again.body).toMatchObject({ imported: 0, refused: [{ code: 'OPTED_OUT' }] });
  });

  it('apply from a later join on, and continue to apply after a separation', async () => {
    const [{ id }, { id: second }] = [await made(company()), await made(company())];
    const [before, during, after] = [somebody(), somebody(), somebody()];
    const book = await bookOf(bed, second, before, after + 1);
    await bed.say(optOutChanged, optOut(keyOf(before), [id], { at: Date.now() - 60_000 }));
    const probe = async (owner: string, n: number) =>
      (await importCsv(bed, await newBook(bed, owner), `phone\n${msisdn(n)}\n`)).body;
    await eventually('it is known', async () => (await probe(id, before)).imported === 0);
    expect(await phonesIn(bed, book)).toHaveLength(3);

    expect(await patch(second, { sameEntityAs: id })).toMatchObject({ status: 200, body: { entityId: id } });
    expect(await phonesIn(bed, book)).toEqual([during, after].map(msisdn));
    expect(await probe(second, before)).toMatchObject({ imported: 0 });
    await bed.say(optOutChanged, optOut(keyOf(during), [id], { at: Date.now() }));
    await eventually('the other has lost the person', async () => (await phonesIn(bed, book)).length === 1);

    // The one whose id the entity has leaves it.
    const reason = 'sold on 1 November';
    expect(await patch(id, { separateEntity: { reason } })).toMatchObject({ status: 200 });
    expect(await changesOf(id)).toMatchObject([{ changes: { separateEntity: { reason } } }]);
    await eventually(
      'it is published of both',
      () => last(id)?.separated?.length === 1 && last(second)?.separated?.length === 1,
    );
    expect(last(id)?.separated).toEqual([{ advertiserId: second, at: expect.any(Number) }]);
    expect(last(second)?.entityId ?? second).toBe(second);
    for (const n of [before, during]) expect(await probe(second, n)).toMatchObject({ imported: 0 });
    await bed.say(optOutChanged, optOut(keyOf(after), [id], { at: Date.now() + 60_000 }));
    await eventually('it is known', async () => (await probe(id, after)).imported === 0);
    expect(await probe(second, after)).toMatchObject({ imported: 1 });
  });

  it('apply to all accounts of two companies that are joined', async () => {
    const [one, two] = [company(), company()];
    const [{ id: a }, { id: c }] = [await made(one), await made(two)];
    const { id: b } = await made(one, { sameEntityAs: a });
    const { id: d } = await made(two, { sameEntityAs: c });
    expect(await patch(b, { sameEntityAs: d })).toMatchObject({ status: 200, body: { entityId: c } });
    await eventually('all are published', () => [a, b, d].every((id) => last(id)?.entityId === c));
  });
});
