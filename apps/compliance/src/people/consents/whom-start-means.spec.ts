import { whomStartMeans } from './whom-start-means';

const [a, b] = ['5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01', '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a02'];
const of = (...confidences: [string, number][]) => ({
  advertisers: confidences.map(([advertiserId, confidence]) => ({ advertiserId, confidence, evidence: 'x' })),
});

test.each([
  { it: 'the only candidate', reply: of([a, 1]), meant: [a] },
  { it: 'the only advertiser of a code, however long ago its last text', reply: of([a, 0]), meant: [a] },
  { it: 'the one that is named', reply: of([a, 0.9]), meant: [a] },
  { it: 'both that are named', reply: of([a, 1], [b, 0.9]), meant: [a, b] },
  { it: 'none of two candidates', reply: of([a, 0.5], [b, 0.5]), meant: undefined },
  { it: 'none of two that share the code', reply: of([a, 0], [b, 0]), meant: undefined },
  { it: 'nobody on a code that nobody has', reply: of(), meant: [] },
])('START refers to $it', ({ reply, meant }) => {
  expect(whomStartMeans(reply)).toEqual(meant);
});
