import { html } from './html';

test('escapes values in a page and keeps our markup', () => {
  expect(html`<p title="${`"'<&>`}">${html`<b>${'<script>'}</b>`}</p>`.markup).toBe(
    '<p title="&quot;&#39;&lt;&amp;&gt;"><b>&lt;script&gt;</b></p>',
  );
});

test('a list is its items in a row', () => {
  const items = ['a', '<'].map((text) => html`<b>${text}</b>`);
  expect(html`<p>${items}</p>`.markup).toBe('<p><b>a</b><b>&lt;</b></p>');
});
