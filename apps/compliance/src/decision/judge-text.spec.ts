import { RecipientKeys } from '@stopsms/kernel';
import { shippedPack } from '../rules/fixtures/packs';
import { packRef } from '../rules/packs/rule-pack';
import { type Judgeable, JudgeText } from './judge-text';

const FR = shippedPack('FR');
const judged = (by: JudgeText, sender: string, codes: string[], text: string) =>
  by.execute({
    candidate: { request: { id: 'a', advertiserId: 'b', category: 'marketing', sender, text } },
    advertiser: { codes, linkHosts: [], country: 'FR', sender } as unknown as Judgeable['advertiser'],
    ...{ recipient: { region: 'FR' }, rules: FR, pack: packRef(FR) },
  }).text;

test('what is kept of one advertiser’s text is never the answer for another’s, whatever sender it chose', () => {
  const text = 'Lorane : -20% sur les manteaux ce week-end. STOP 36180';
  const make = () => new JudgeText(new RecipientKeys(Buffer.alloc(32, 7).toString('base64')));
  const shared = make();
  // The two read the same when their fields are written one a line.
  expect(judged(shared, 'Lorane\n36180', [], text).fault).toBeDefined();
  expect(judged(shared, 'Lorane', ['36180'], `\n${text}`)).toEqual(judged(make(), 'Lorane', ['36180'], `\n${text}`));
});
