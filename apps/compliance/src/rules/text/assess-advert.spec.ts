import { readCases } from '@stopsms/text-reader/training';
import { shippedPack } from '../fixtures/packs';
import { assessAdvert, assessText } from './assess-text';

const FR = shippedPack('FR');
const ACCOUNT = { codes: ['36180', '38100'], linkHosts: ['s.example-brand.fr'] };
const TEXTS = [
  ...readCases<'text' | 'country' | 'sender' | 'expect'>('mentions.tsv').map(({ text, sender }) => ({ text, sender })),
  ...readCases<'text' | 'declared' | 'verdict'>('outgoing-texts.tsv').map(({ text }) => ({ text, sender: 'Lorane' })),
  ...['', 'x'.repeat(3_000), '\ud83d', 'CPF : vos droits expirent. STOP 36180'].map((text) => ({ text, sender: '12' })),
];

it.each(['FR', 'MQ'])('decides the same about an advert to %s, with or without classification', (region) => {
  expect(TEXTS.length).toBeGreaterThan(200);
  for (const { text, sender } of TEXTS) {
    for (const mention of ['require', 'insert'] as const) {
      const request = { text, category: 'marketing' as const, region, sender, mention, ...ACCOUNT };
      const { category: _, cheaperSpelling: __, ...decided } = assessText(request, FR);
      expect(assessAdvert(request, FR)).toEqual(decided);
    }
  }
});

it('refuses an advert if no pack is in force', () => {
  const request = { text: 'x STOP 36180', category: 'marketing' as const, region: 'JP', sender: 'Lorane', ...ACCOUNT };
  expect(assessAdvert(request, undefined)).toMatchObject({ verdict: 'refuse', reasons: [{ code: 'PACK_MISSING' }] });
});
