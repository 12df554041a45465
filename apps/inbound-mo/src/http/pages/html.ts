// Pages are few and small, so they are template literals; what is put into one is escaped unless it is markup of ours.

/** Markup that is safe to put into a page as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** Tag of a template: every value is escaped, for text and for quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...values: (string | Html)[]): Html {
  const parts = values.map((value) => (value instanceof Html ? value.markup : escaped(value)));
  return new Html(String.raw({ raw: strings.raw }, ...parts));
}
