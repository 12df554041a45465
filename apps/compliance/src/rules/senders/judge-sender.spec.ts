import { shippedPack, shippedPacks } from '../fixtures/packs';
import { judgeCodes, judgeIdentity, judgeSender } from './judge-sender';

const FR = shippedPack('FR');
const ES = shippedPack('ES');
const IT = shippedPack('IT');
const US = shippedPack('US');
const CA = shippedPack('CA');
const DE = shippedPack('DE');
const lorane = (sender: string, registration?: string) => ({ sender, registration, names: ['Lorane', 'Lorane SAS'] });

test.each([
  { it: 'a name in France', pack: FR, of: lorane('Lorane'), code: undefined },
  { it: 'a generic name in France', pack: FR, of: lorane('Promo'), code: 'SENDER_UNREGISTERED' },
  { it: 'a generic name with digits', pack: FR, of: lorane('INFOS24'), code: 'SENDER_UNREGISTERED' },
  { it: 'a generic name that is a trade mark', pack: FR, of: lorane('VIP', 'INPI 4123456'), code: undefined },
  { it: 'a name that begins with a generic word', pack: FR, of: lorane('PromoLorane'), code: undefined },
  { it: 'a code in France', pack: FR, of: lorane('36180'), code: undefined },
  { it: 'any name in Germany', pack: DE, of: lorane('Promo'), code: undefined },
  { it: 'a name in Spain', pack: ES, of: lorane('Lorane'), code: 'SENDER_UNREGISTERED' },
  { it: 'a registered name in Spain', pack: ES, of: lorane('Lorane', 'CNMC 17'), code: undefined },
  { it: 'a registered name with a space', pack: ES, of: lorane('Lorane & Co', 'CNMC 18'), code: undefined },
  { it: 'a name with a space in France', pack: FR, of: lorane('Lorane & Co'), code: 'SENDER_INVALID' },
  {
    it: 'a generic name in Spain, registered or not',
    pack: ES,
    of: lorane('Ofertas 24', 'x'),
    code: 'SENDER_UNREGISTERED',
  },
  { it: 'a name in Italy', pack: IT, of: lorane('Lorane'), code: 'SENDER_UNREGISTERED' },
  { it: 'a name in the US, registered or not', pack: US, of: lorane('Lorane', 'x'), code: 'SENDER_NAME_UNREACHABLE' },
  { it: 'a name in Canada', pack: CA, of: lorane('Lorane'), code: 'SENDER_NAME_UNREACHABLE' },
  { it: 'a number of ten digits in the US', pack: US, of: lorane('+18335550123'), code: undefined },
  { it: 'a short code in Canada', pack: CA, of: lorane('73000'), code: undefined },
])('$it: $code', ({ pack, of, code }) => expect(judgeSender(of, pack, pack.country)?.code).toBe(code));

test('a refusal says where to register and what to do', () => {
  expect(judgeSender(lorane('Lorane'), ES, 'ES')?.detail).toMatch(/alias register of the CNMC.*POST .*senders/);
});

test('names without registration were sent until operators in Spain blocked them', () => {
  const before = shippedPacks().inForce('ES', Date.parse('2026-06-01T10:00:00Z'))!;
  expect(judgeSender(lorane('Lorane'), before, 'ES')).toBeUndefined();
});

test.each([
  { it: 'a name as the sender', sender: 'Lorane', text: '-20% samedi. STOP 36180', code: undefined },
  { it: 'a code, and the name in the text', sender: '36180', text: 'Lorane : -20%. STOP 36180', code: undefined },
  { it: 'a code, and the legal name', sender: '36180', text: '-20% chez LORANE S.A.S. STOP 36180', code: undefined },
  { it: 'a code alone', sender: '36180', text: '-20% samedi. STOP 36180', code: 'ADVERTISER_UNNAMED' },
  { it: 'a number alone', sender: '+18335550123', text: '20% off', code: 'ADVERTISER_UNNAMED' },
])('$it shows the sender of an advert: $code', ({ sender, text, code }) => {
  expect(judgeIdentity(lorane(sender), text, FR)?.code).toBe(code);
});

test('a pack may require the name in the text itself', () => {
  const strict = { namedIn: 'text' } as const;
  expect(judgeIdentity(lorane('Lorane'), '-20% samedi', strict)?.code).toBe('ADVERTISER_UNNAMED');
  expect(judgeIdentity(lorane('Lorane'), 'Lorane : -20%', strict)).toBeUndefined();
});

test.each([
  { it: 'shows 36xxx', sender: 'Lorane', text: 'Lorane : -20%. STOP 36180', code: undefined },
  { it: 'shows 38xxx', sender: 'Lorane', text: 'Lorane : -20%. STOP 38100 ', code: 'CODE_NOT_FOR_ADVERTS' },
  { it: 'leaves from 38xxx', sender: '38100', text: 'Lorane : -20%. STOP 36180', code: 'CODE_NOT_FOR_ADVERTS' },
  { it: 'leaves from 36xxx', sender: '36180', text: 'Lorane : -20%. STOP 36180', code: undefined },
])('a French advert that $it: $code', ({ sender, text, code }) => {
  expect(judgeCodes(lorane(sender), text, FR)?.code).toBe(code);
});

test('no number range is refused if none is reserved for adverts, or before the charter of 2026', () => {
  const before = shippedPacks().inForce('FR', Date.parse('2026-01-01T10:00:00Z'))!;
  expect(judgeCodes(lorane('38100'), 'Lorane : -20%. STOP 38100', before)).toBeUndefined();
  expect(judgeCodes(lorane('+18335550123'), 'Lorane: 20% off', US)).toBeUndefined();
});
