import { childTraceparent } from './trace';

const SHAPE = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

describe('trace context', () => {
  it('starts a trace, and goes on with it under a new span', () => {
    const first = childTraceparent();
    const next = childTraceparent(first);
    expect([first, next].every((each) => SHAPE.test(each))).toBe(true);
    expect(next.split('-')[1]).toBe(first.split('-')[1]);
    expect(next.split('-')[2]).not.toBe(first.split('-')[2]);
  });

  it('keeps the flags of the parent', () => {
    expect(childTraceparent(`00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`)).toMatch(/-00$/);
  });

  it.each(['', 'nonsense', `01-${'a'.repeat(32)}-${'b'.repeat(16)}-01`])('starts anew after "%s"', (parent) => {
    expect(childTraceparent(parent)).toMatch(SHAPE);
  });
});
