import type { Person } from './people';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 32rem; margin: 10vh auto; padding: 0 1rem; }
ul { list-style: none; padding: 0; }
button { display: block; width: 100%; margin: 0 0 .75rem; padding: .75rem 1rem; font: inherit; text-align: left; cursor: pointer; }
button span { display: block; }
.name { font-weight: 600; }`;

/** A page without scripts; its style is inline. */
const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
</html>
`;

/** The people as buttons. @param uid - of the interaction, which is random */
export function signInPage(uid: string, people: readonly Person[]): string {
  const buttons = people.map(
    ({ id, name, does, advertisers }) => `<li><button name="person" value="${escaped(id)}">
<span class="name">${escaped(name)}</span>
<span>${escaped(does)}${advertisers.length > 0 ? `: ${escaped(advertisers.join(', '))}` : ''}</span>
</button></li>`,
  );
  return page(
    'Sign in to STOP SMS',
    `<p>This is the identity provider for development: nobody is asked for a password. Choose who you are.</p>
<form method="post" action="/sign-in/${escaped(uid)}">
<ul>
${buttons.join('\n')}
</ul>
</form>`,
  );
}

export const problemPage = (detail: string): string =>
  page('That did not work', `<p>${escaped(detail)}</p><p>Go back to the console and sign in again.</p>`);

/** @param form - of the provider's, with its token */
export const signOutPage = (form: string): string =>
  page(
    'Signing out',
    `${form.replace('</form>', '<button name="logout" value="yes">Sign out</button></form>')}
<script>document.querySelector('button').click()</script>`,
  );
