import { columnName } from '../../contacts/imports/contact-columns.rule';

/** `{{name}}`, with spaces inside the braces allowed. */
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/**
 * Puts a contact's attributes into a campaign's text. A placeholder the contact has nothing for stays as it is: compliance
 * then refuses that message and says why, which is better than a text with a hole or a made-up name.
 * @param attributes - by column name, in lower case
 */
export function renderText(text: string, attributes: Readonly<Record<string, string>>): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string) => {
    const key = columnName(name);
    return Object.hasOwn(attributes, key) ? (attributes[key] as string) : placeholder;
  });
}
