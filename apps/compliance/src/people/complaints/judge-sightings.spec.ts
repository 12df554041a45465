import { type Finding, type Sighting, judgeSightings } from './judge-sightings';

const seen = (advertiserId: string, campaignId: string | null, one: string, other = one): Sighting => ({
  advertiserId,
  campaignId,
  recipients: [one, other],
});

test.each<[string, Sighting[], Finding]>([
  ['nothing fits', [], { outcome: 'none', code: 'NO_TEXT_FITS' }],
  [
    'one person received one text',
    [seen('a', 'c', 'k')],
    { outcome: 'matched', recipientKey: 'k', advertiserId: 'a', campaignId: 'c' },
  ],
  [
    'one person received it by two campaigns',
    [seen('a', 'c', 'k'), seen('a', 'd', 'k')],
    { outcome: 'matched', recipientKey: 'k', advertiserId: 'a' },
  ],
  [
    'one person received a text of no campaign',
    [seen('a', null, 'k')],
    { outcome: 'matched', recipientKey: 'k', advertiserId: 'a' },
  ],
  [
    'several received one campaign',
    [seen('a', 'c', 'k', 'l')],
    { outcome: 'tied', advertiserId: 'a', campaignId: 'c', code: 'RECIPIENTS_SEVERAL' },
  ],
  [
    'two received one text each',
    [seen('a', 'c', 'k'), seen('a', 'c', 'l')],
    { outcome: 'tied', advertiserId: 'a', campaignId: 'c', code: 'RECIPIENTS_SEVERAL' },
  ],
  [
    'several received it, not by a campaign alone',
    [seen('a', 'c', 'k', 'l'), seen('a', null, 'k')],
    { outcome: 'tied', advertiserId: 'a', code: 'RECIPIENTS_SEVERAL' },
  ],
  [
    'two advertisers sent it, even to one person',
    [seen('a', 'c', 'k'), seen('b', 'd', 'k')],
    { outcome: 'none', code: 'ADVERTISERS_SEVERAL' },
  ],
])('when %s', (_, sightings, finding) => {
  expect(judgeSightings(sightings)).toEqual(finding);
});
