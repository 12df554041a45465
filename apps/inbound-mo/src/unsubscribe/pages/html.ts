// Pages are few and small, so they are template literals; what is put into one is escaped unless it is markup of ours.

/** Markup that is safe to put into a page as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

const markupOf = (value: string | Html): string => (value instanceof Html ? value.markup : escaped(value));

/** Tag of a template: every value is escaped, for text and for quoted attributes alike; a list is its items in a row. */
export function html(strings: TemplateStringsArray, ...values: (string | Html | readonly Html[])[]): Html {
  const parts = values.map((value) =>
    typeof value === 'string' || value instanceof Html ? markupOf(value) : value.map(markupOf).join(''),
  );
  return new Html(String.raw({ raw: strings.raw }, ...parts));
}
