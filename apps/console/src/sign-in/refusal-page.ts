import type { Request, Response } from 'express';

const WORDS = {
  fr: {
    away: [
      'Connexion impossible pour le moment',
      'Le fournisseur d’identité ne répond pas. Rien n’est perdu ; réessayez dans un instant.',
    ],
    refused: [
      'La connexion n’a pas abouti',
      'Elle a expiré, a été commencée dans un autre onglet, ou le fournisseur d’identité l’a refusée. Réessayez.',
    ],
    'no-role': [
      'Vous n’avez pas de rôle ici',
      'Le fournisseur d’identité vous connaît, mais ne vous donne aucun rôle dans STOP SMS. Demandez-en un à qui l’administre.',
    ],
    again: 'Réessayer',
    other: 'Se connecter avec un autre compte',
  },
  en: {
    away: [
      'Nobody can sign in at the moment',
      'The identity provider does not respond. Nothing is lost. Try again in a moment.',
    ],
    refused: [
      'The sign-in did not succeed',
      'It took too long, was begun in another tab, or the identity provider refused it. Try again.',
    ],
    'no-role': [
      'You have no role here',
      'The identity provider knows you but gives you no role in STOP SMS. Ask its administrator for one.',
    ],
    again: 'Try again',
    other: 'Sign in as somebody else',
  },
} as const;

type SignInRefusal = 'away' | 'refused' | 'no-role';
const STATUS: Record<SignInRefusal, number> = { away: 503, refused: 400, 'no-role': 403 };

export const languageOf = (request: Request): 'fr' | 'en' =>
  request.acceptsLanguages(['fr', 'en']) === 'en' ? 'en' : 'fr';

/** Responds with the reason why a person cannot sign in, as a page without scripts. @param next - target of its only link, ours or the provider's */
export function sendRefusalPage(
  request: Request,
  response: Response,
  refusal: SignInRefusal,
  next = '/session/sign-in',
): void {
  const language = languageOf(request);
  const words = WORDS[language];
  const [title, text] = words[refusal];
  const link = refusal === 'no-role' ? words.other : words.again;
  response.status(STATUS[refusal]).set('cache-control', 'no-store').type('html').send(`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – STOP SMS</title>
<style nonce="${String(response.locals['nonce'])}">
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 32rem; margin: 15vh auto; padding: 0 1rem }
</style>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="${next.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">${link}</a></p>
</main>
</html>
`);
}
