import { usualSender } from './usual-sender';

const at = (country: string, sender: string) => ({ country, sender });

test.each([
  { it: 'its own where none is approved', senders: undefined, region: 'FR', sender: 'Lorane' },
  {
    it: 'its own where that is approved',
    senders: [at('FR', 'Club'), at('FR', 'Lorane')],
    region: 'FR',
    sender: 'Lorane',
  },
  { it: 'France’s in Martinique', senders: [at('FR', 'LoraneVIP')], region: 'MQ', sender: 'LoraneVIP' },
  { it: 'the one that is approved abroad', senders: [at('ES', 'LoraneES')], region: 'ES', sender: 'LoraneES' },
  {
    it: 'a number in the US',
    senders: [at('US', 'Lorane'), at('US', '+18335550123')],
    region: 'US',
    sender: '+18335550123',
  },
  {
    it: 'none in the US without one',
    senders: [at('US', 'Lorane'), at('CA', '73000')],
    region: 'US',
    sender: undefined,
  },
  { it: 'its own where the region is not known', senders: [at('FR', 'X')], region: undefined, sender: 'Lorane' },
])('$it', ({ senders, region, sender }) => expect(usualSender({ sender: 'Lorane', senders }, region)).toBe(sender));
