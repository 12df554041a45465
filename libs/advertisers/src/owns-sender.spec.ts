import { type SenderOwner, ownsSender } from './owns-sender';

const LORANE: SenderOwner = { sender: 'Lorane', country: 'FR', codes: ['36180', '38100'] };
const inBelgium = (sender: string) => ({ country: 'BE', sender });

test.each<{ it: string; of?: Partial<SenderOwner>; sender: string; to: string; owns: boolean }>([
  {
    it: 'its name where it is approved',
    of: { senders: [inBelgium('Lorane')] },
    sender: 'Lorane',
    to: 'BE',
    owns: true,
  },
  { it: 'its name in another case', of: { senders: [inBelgium('Lorane')] }, sender: 'LORANE', to: 'BE', owns: true },
  { it: 'its name elsewhere', of: { senders: [inBelgium('Lorane')] }, sender: 'Lorane', to: 'FR', owns: false },
  { it: 'a name of nobody', of: { senders: [inBelgium('Lorane')] }, sender: 'Bricolis', to: 'BE', owns: false },
  { it: 'its own name once it was revoked', of: { senders: [] }, sender: 'Lorane', to: 'FR', owns: false },
  { it: 'its own name before there was a registry', sender: 'Lorane', to: 'FR', owns: true },
  { it: 'that overseas too', sender: 'Lorane', to: 'MQ', owns: true },
  { it: 'that abroad', sender: 'Lorane', to: 'BE', owns: false },
  { it: 'a code of its own at home', of: { senders: [] }, sender: '38100', to: 'RE', owns: true },
  { it: 'a code of another', sender: '36181', to: 'FR', owns: false },
  { it: 'a code of its own abroad, where somebody else has it', sender: '38100', to: 'BE', owns: false },
  { it: 'one that is approved there', of: { senders: [inBelgium('38100')] }, sender: '38100', to: 'BE', owns: true },
])('$it: $owns', ({ of, sender, to, owns }) => {
  expect(ownsSender({ ...LORANE, ...of }, sender, to)).toBe(owns);
});
