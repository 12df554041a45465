import { renderText } from './render-text.rule';

test.each([
  { it: 'a placeholder', text: 'Bonjour {{first_name}}', rendered: 'Bonjour Zoé' },
  { it: 'a placeholder with spaces and capitals', text: 'Bonjour {{ First_Name }}', rendered: 'Bonjour Zoé' },
  { it: 'the same placeholder twice', text: '{{city}}, {{city}}', rendered: 'Nîmes, Nîmes' },
  { it: 'a column whose name has a space', text: '{{code promo}}', rendered: 'A$&B' },
  { it: 'no attribute for it', text: 'Bonjour {{last_name}}', rendered: 'Bonjour {{last_name}}' },
  {
    it: 'the name of a property every object has',
    text: '{{constructor}}{{__proto__}}',
    rendered: '{{constructor}}{{__proto__}}',
  },
  { it: 'braces that are no placeholder', text: '{a} {{}} }}{{', rendered: '{a} {{}} }}{{' },
])('$it: "$text"', ({ text, rendered }) => {
  expect(renderText(text, { first_name: 'Zoé', city: 'Nîmes', 'code promo': 'A$&B' })).toBe(rendered);
});

test('does not insert attributes into an attribute that looks like a placeholder', () => {
  expect(renderText('{{a}}', { a: '{{b}}', b: 'x' })).toBe('{{b}}');
});
