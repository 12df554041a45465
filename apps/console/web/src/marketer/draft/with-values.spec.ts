import fc from 'fast-check';
import { asWritten, withValues } from './with-values';

test('inserts values at their names, and leaves a name without a value', () => {
  const { text } = withValues('Bonjour {{ First_Name }}, {{ville}} !', { first_name: 'Zoé' });
  expect(text).toBe('Bonjour Zoé, {{ville}} !');
});

test('a finding after a value keeps its position in the written text', () => {
  const written = 'A {{x}} promo';
  const { text, writtenAt } = withValues(written, { x: 'longer than its name' });
  const from = text.indexOf('promo');
  expect(written.slice(writtenAt(from, 'from'), writtenAt(from + 5, 'to'))).toBe('promo');
});

test('a finding in a value covers its whole placeholder', () => {
  const written = 'A {{name}} b';
  const { text, writtenAt } = withValues(written, { name: 'Zoé' });
  const at = text.indexOf('é');
  expect(written.slice(writtenAt(at, 'from'), writtenAt(at + 1, 'to'))).toBe('{{name}}');
});

test('every position outside of values is found again, whatever they are', () => {
  const piece = fc.stringMatching(/^[a-z ]{0,6}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.string({ minLength: 1, maxLength: 8 }))), piece, (parts, end) => {
      const values = Object.fromEntries(parts.map(([, value], index) => [`v${index}`, value]));
      const written = parts.map(([before], index) => `${before}{{v${index}}}`).join('') + end;
      const { text, writtenAt } = withValues(written, values);
      expect(text).toBe(parts.map(([before, value]) => before + value).join('') + end);
      let position = 0;
      for (const [before, value] of parts) {
        for (let at = position; at + 1 <= position + before.length; at += 1) {
          expect(written.slice(writtenAt(at, 'from'), writtenAt(at + 1, 'to'))).toContain(text.slice(at, at + 1));
        }
        position += before.length + value.length;
      }
      expect(writtenAt(text.length, 'to')).toBe(written.length);
    }),
  );
});

test('marks and fixes move along', () => {
  const { writtenAt } = withValues('{{a}} é STOP36180', { a: 'Camille' });
  const range = { from: 8, to: 9 };
  const editor = {
    parts: [{ from: 0, to: 18 }],
    costly: [{ character: 'é', why: 'ucs-2' as const, savesParts: 1, with: 'e', places: [range] }],
    mention: { isThere: true, characters: 11 },
    words: [{ ...range, code: 'X', speaks: 'for' as const, weight: 1 }],
    fixes: [{ replaceFrom: 10, replaceTo: 19, with: 'STOP 36180', why: 'MENTION_NO_SEPARATOR' }],
  };
  expect(asWritten(editor, writtenAt)).toMatchObject({
    parts: [{ from: 0 }],
    costly: [{ places: [{ from: 6, to: 7 }] }],
    words: [{ from: 6, to: 7 }],
    fixes: [{ replaceFrom: 8, replaceTo: 17 }],
  });
});
