import { advertsSince } from './adverts-since';

const ME = '01a211f1-0000-7000-8000-000000000001';
const at = (minute: number) => `2026-05-03T12:${String(minute).padStart(2, '0')}:00.000Z`;
const advert = (id: string, state: 'delivered' | 'refused', minute: number, more: object = {}) => ({
  ...{ id, advertiserId: ME, category: 'marketing', state, createdAt: at(0) },
  timeline: [{ at: at(minute), event: state === 'refused' ? ('refused' as const) : ('submitted' as const) }],
  ...more,
});
type Message = Parameters<typeof advertsSince>[0][number];

test('counts the adverts that left after the STOP, and not those before it, refused ones, others’ and messages without advert', () => {
  const found = advertsSince(
    [
      advert('before', 'delivered', 1),
      advert('after', 'delivered', 3),
      advert('refused', 'refused', 4),
      advert('other', 'delivered', 5, { advertiserId: 'x' }),
      advert('informative', 'delivered', 5, { category: 'informative' }),
    ] as unknown as Message[],
    ME,
    at(2),
  );
  expect(found).toEqual({
    sent: [{ id: 'after', at: at(3) }],
    stopped: [{ id: 'refused', at: at(4) }],
    lastBefore: { id: 'before', at: at(1) },
  });
});

test('an opt-out of all advertisers counts each of them', () => {
  const { sent } = advertsSince([advert('a', 'delivered', 3)] as unknown as Message[], '*', at(2));
  expect(sent).toHaveLength(1);
});
