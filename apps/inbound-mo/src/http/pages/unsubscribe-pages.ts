import { html } from './html';
import type { Page } from './page';

export type PageLanguage = Page['lang'];

/** Metropolitan France and the overseas regions that share its law and language. */
const FRENCH_REGIONS = new Set(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'BL', 'MF']);

export const languageOf = (region: string): PageLanguage => (FRENCH_REGIONS.has(region) ? 'fr' : 'en');

/** Before the button is pressed. @param advertiser - name as recipients know it, with the legal entity if it differs */
export function askPage(lang: PageLanguage, advertiser: string): Page {
  return lang === 'fr'
    ? {
        lang,
        title: `Ne plus recevoir de SMS publicitaires de ${advertiser} ?`,
        body: html`<p>
            Un appui sur le bouton suffit, c’est gratuit. Tous les SMS publicitaires de ${advertiser} vers votre numéro
            s’arrêtent.
          </p>
          <p>Les SMS utiles (rendez-vous, commande, livraison) continuent d’arriver.</p>
          <form method="post"><button type="submit">Ne plus recevoir de publicité</button></form>`,
      }
    : {
        lang,
        title: `Stop marketing texts from ${advertiser}?`,
        body: html`<p>Press the button once, it is free. All marketing texts from ${advertiser} to your number end.</p>
          <p>Texts you need (appointments, orders, deliveries) still arrive.</p>
          <form method="post"><button type="submit">Stop marketing texts</button></form>`,
      };
}

export function donePage(lang: PageLanguage, advertiser: string): Page {
  return lang === 'fr'
    ? {
        lang,
        title: 'C’est noté',
        body: html`<p role="status">Vous ne recevrez plus de SMS publicitaires de ${advertiser}.</p>
          <p>Il n’y a rien d’autre à faire, vous pouvez fermer cette page.</p>`,
      }
    : {
        lang,
        title: 'You are unsubscribed',
        body: html`<p role="status">You will receive no more marketing texts from ${advertiser}.</p>
          <p>There is nothing else to do, you can close this page.</p>`,
      };
}

export function unknownLinkPage(lang: PageLanguage): Page {
  return lang === 'fr'
    ? {
        lang,
        title: 'Ce lien n’est pas valable',
        body: html`<p>Il est incomplet, erroné ou trop ancien. Rien n’a été changé : personne n’a été désinscrit.</p>
          <p>Ouvrez le lien tel qu’il est dans le SMS, ou répondez <strong>STOP</strong> à ce SMS.</p>`,
      }
    : {
        lang,
        title: 'This link is not valid',
        body: html`<p>It is incomplete, wrong or too old. Nothing was changed: nobody was unsubscribed.</p>
          <p>Open the link just as it is in the text message, or reply <strong>STOP</strong> to that message.</p>`,
      };
}

export function faultPage(lang: PageLanguage): Page {
  return lang === 'fr'
    ? {
        lang,
        title: 'Une panne nous empêche de répondre',
        body: html`<p>
          Rien n’a été changé. Réessayez dans quelques minutes, ou répondez <strong>STOP</strong> au SMS.
        </p>`,
      }
    : {
        lang,
        title: 'A fault keeps us from answering',
        body: html`<p>
          Nothing was changed. Try again in a few minutes, or reply <strong>STOP</strong> to the text message.
        </p>`,
      };
}
