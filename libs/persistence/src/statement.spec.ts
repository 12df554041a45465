import { WRITTEN, statements } from './statement';

test('marks of columns are for the generator alone', () => {
  const written = { one: `SELECT a AS "a!", b AS "b?", c AS "c: Json", d AS "d!: Json", '{"e!": 1}' AS "e" FROM t` };
  const made = statements<{ one: { params: readonly []; row: object } }>(written);
  expect(made.one).toBe(`SELECT a AS "a", b AS "b", c AS "c", d AS "d", '{"e!": 1}' AS "e" FROM t`);
  expect(made).toHaveProperty([WRITTEN], written);
});
