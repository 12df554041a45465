import { ALL_ADVERTISERS } from '@stopsms/kernel';
import type { OptOutCause } from '../opt-outs/opt-out-cause';

// The words of an evidence file, for whoever must judge it and knows none of ours.

const fr = {
  locale: 'fr-FR',
  title: 'Dossier de preuve',
  intro:
    'Tout ce que la plateforme STOP SMS sait de ce numéro, tel que ses services l’ont déclaré au moment où ce fichier a été établi.',
  number: 'Numéro',
  file: 'Dossier',
  madeAt: 'Établi le',
  madeBy: 'Par',
  purpose: 'Motif',
  now: 'Situation actuelle',
  blockedNot: 'Aucune désinscription n’est en vigueur pour ce numéro.',
  blocked: (scope: string, at: string, how: string) => `Publicité bloquée ${scope} depuis le ${at} : ${how}.`,
  back: (scope: string, at: string, how: string) => `Désinscription levée ${scope} le ${at} : ${how}.`,
  everyone: 'pour tous les annonceurs',
  by: (name: string) => `pour ${name}`,
  how: {
    sms: 'la personne a répondu STOP par SMS',
    web: 'la personne a utilisé la page de désinscription',
    api: 'saisie au nom de la personne',
    import: 'liste tenue par une autre plateforme',
    provider: 'liste d’opposition de l’opérateur',
    complaint: 'plainte de la personne (33700, opérateur ou autre)',
    erasure: 'demande d’effacement de la personne',
  } as Record<string, string>,
  /** Sources of the end of an opt-out, where the words differ. */
  howBack: { sms: 'la personne a répondu START par SMS' } as Record<string, string>,
  numberState: {
    'no-failure-known': 'Aucun échec de remise n’est connu pour ce numéro.',
    invalid: 'L’opérateur a déclaré que ce numéro n’est attribué à personne.',
    suspended: 'Rien n’atteint ce numéro depuis longtemps : il est suspendu pour la publicité.',
    unreachable: 'Les derniers messages n’ont pas atteint ce numéro.',
  } as Record<string, string>,
  counts: 'Contenu',
  /** Nouns for one and for several. */
  lists: {
    optOuts: ['désinscription', 'désinscriptions'],
    changes: ['demande de désinscription ou de retour', 'demandes de désinscription ou de retour'],
    consents: ['consentement', 'consentements'],
    messages: ['message', 'messages'],
    replies: ['réponse reçue', 'réponses reçues'],
    confirmations: ['réponse de la plateforme', 'réponses de la plateforme'],
    pushes: ['transmission à d’autres systèmes', 'transmissions à d’autres systèmes'],
    complaints: ['plainte', 'plaintes'],
    contacts: ['inscription dans un carnet d’adresses', 'inscriptions dans des carnets d’adresses'],
    erasures: ['effacement', 'effacements'],
  } satisfies Record<string, readonly [one: string, other: string]>,
  cut: (what: string) => `Liste coupée : seules les 5 000 entrées les plus récentes sont présentes (${what}).`,
  timeline: 'Chronologie',
  when: 'Date',
  what: 'Fait',
  granted: (name: string, source: string, wording: string) =>
    `Consentement donné à ${name} (origine : ${source}) : « ${wording} »`,
  withdrawn: (name: string) => `Consentement à ${name} retiré`,
  regranted: (name: string) => `Consentement à ${name} donné de nouveau`,
  message: (name: string, category: string, state: string, why: string) =>
    `Message ${category} de ${name} : ${state}${why}`,
  category: { marketing: 'publicitaire', informative: 'informatif' } as Record<string, string>,
  service: 'de service',
  states: {
    accepted: 'en cours',
    held: 'en attente',
    refused: 'refusé, jamais envoyé',
    blocked: 'bloqué, jamais envoyé',
    submitted: 'remis à l’opérateur',
    delivered: 'remis au téléphone',
    failed: 'non remis',
    unknown: 'sort inconnu',
    expired: 'expiré, jamais envoyé',
    cancelled: 'annulé, jamais envoyé',
  } as Record<string, string>,
  reply: (channel: string, code: string, text: string, tier: string) =>
    `Réponse ${channel === 'web' ? 'par la page de désinscription' : `au ${code}`} ${text}lue comme « ${tier} »`,
  change: { 'opted-out': 'Désinscription', repeated: 'Désinscription répétée', returned: 'Réinscription' } as Record<
    string,
    string
  >,
  changed: (change: string, scope: string, how: string, reason: string) => `${change} ${scope} : ${how}${reason}`,
  tiers: {
    exact: 'STOP, mot pour mot',
    clear: 'demande claire d’arrêt',
    likely: 'demande probable d’arrêt',
    none: 'pas de demande d’arrêt',
    contact: 'demande qui écrit',
    help: 'demande de l’aide',
    start: 'demande à recevoir de nouveau des SMS',
    report: 'message transféré',
  } as Record<string, string>,
  cause: ({ code, tier = '', word, source = '', operator = '', remark }: OptOutCause): string => {
    switch (code) {
      case 'reply-read':
        return `réponse lue comme « ${fr.tiers[tier] ?? tier} »${word === undefined ? '' : ` (mot reconnu : « ${word} »)`}`;
      case 'reply-decided':
        return 'une personne a lu la réponse comme une demande d’arrêt';
      case 'reply-undecided':
        return 'la réponse demandait peut-être l’arrêt, et personne ne l’a tranchée à temps';
      case 'unsubscribe-page':
        return 'bouton de la page de désinscription';
      case 'start':
        return 'START par SMS, accord enregistré';
      case 'complaint':
        return `plainte transmise par ${source}`;
      case 'complaint-matched':
        return `plainte transmise par ${source}, rattachée par son texte`;
      case 'complaint-decided':
        return `plainte transmise par ${source}, rattachée par une personne`;
      case 'other-list':
        return `liste d’une autre plateforme${remark === undefined ? '' : `, avec la mention « ${remark} »`}`;
      case 'operator-list':
        return `liste d’opposition de l’opérateur ${operator}`;
      case 'erasure':
        return 'la personne a demandé l’effacement de ses données';
    }
  },
  confirmation: (text: string, state: string) => `Réponse de la plateforme ${text}: ${state}`,
  pushed: (system: string, wanted: string, outcome: string) =>
    `${wanted === 'out' ? 'Désinscription' : 'Levée de la désinscription'} transmise à ${system} : ${outcome}`,
  pushStates: {
    pending: 'en attente',
    pushed: 'enregistrée',
    there: 'déjà enregistrée auparavant',
    absent: 'aucun contact n’y a ce numéro',
    lifted: 'enregistrée',
    failed: 'abandonnée',
  } as Record<string, string>,
  complaint: (source: string, sender: string, text: string) =>
    `Plainte (${source}) contre l’expéditeur ${sender}${text}`,
  erasure: (scope: string, by: string) => `Effacement demandé ${scope}, traité par ${by}`,
  contacts: 'Carnets d’adresses',
  book: 'Carnet',
  advertiser: 'Annonceur',
  kept: 'Données gardées',
  importedAt: 'Depuis le',
  none: 'Rien.',
  verify: 'Comment vérifier ce dossier',
  steps: [
    'Ce fichier est signé. Avec la signature et la clé publique reçues à part : node verify-export.mjs <ce fichier> <signature> <clé publique>.',
    'Chaque message décidé par la plateforme y a sa preuve, scellée lors des faits : node verify-proof.mjs <ce fichier> --lang fr, avec --heads pour comparer avec une empreinte notée ailleurs.',
    'La signature prouve que le dossier vient de la plateforme et n’a pas changé ; elle ne prouve pas que ce qui a été noté était vrai. Les heures sont celles des horloges de la plateforme.',
    'Le texte des messages n’est pas gardé au-delà de l’envoi ; sa seule empreinte est dans la preuve. Les réponses perdent leur texte 30 jours après leur réception.',
  ],
};

type Words = typeof fr;

const en: Words = {
  locale: 'en-GB',
  title: 'Evidence file',
  intro: 'All that the STOP SMS platform knows of this number, as its services reported it when this file was made.',
  number: 'Number',
  file: 'File',
  madeAt: 'Made on',
  madeBy: 'By',
  purpose: 'Purpose',
  now: 'Current state',
  blockedNot: 'No opt-out holds for this number.',
  blocked: (scope, at, how) => `Adverts blocked ${scope} since ${at}: ${how}.`,
  back: (scope, at, how) => `Opt-out lifted ${scope} on ${at}: ${how}.`,
  everyone: 'for every advertiser',
  by: (name) => `for ${name}`,
  how: {
    sms: 'the person replied STOP by SMS',
    web: 'the person used the unsubscribe page',
    api: 'entered on the person’s behalf',
    import: 'on a list that another platform had kept',
    provider: 'on the operator’s own STOP list',
    complaint: 'the person complained (33700, the operator or somebody else)',
    erasure: 'the person asked for erasure',
  },
  howBack: { sms: 'the person replied START by SMS' },
  numberState: {
    'no-failure-known': 'No failed delivery speaks against this number.',
    invalid: 'The operator reported that nobody has this number.',
    suspended: 'Nothing has reached this number for long: it is suspended for adverts.',
    unreachable: 'The last messages did not reach this number.',
  },
  counts: 'What is in it',
  lists: {
    optOuts: ['opt-out', 'opt-outs'],
    changes: ['request to opt out or come back', 'requests to opt out or come back'],
    consents: ['consent', 'consents'],
    messages: ['message', 'messages'],
    replies: ['reply received', 'replies received'],
    confirmations: ['answer of the platform', 'answers of the platform'],
    pushes: ['transmission to other systems', 'transmissions to other systems'],
    complaints: ['complaint', 'complaints'],
    contacts: ['entry in an address book', 'entries in address books'],
    erasures: ['erasure', 'erasures'],
  },
  cut: (what) => `Cut: the latest 5,000 entries alone are here (${what}).`,
  timeline: 'Timeline',
  when: 'When',
  what: 'What',
  granted: (name, source, wording) => `Consent given to ${name} (source: ${source}): "${wording}"`,
  withdrawn: (name) => `Consent to ${name} withdrawn`,
  regranted: (name) => `Consent to ${name} given again`,
  message: (name, category, state, why) => `Message of ${name}, ${category}: ${state}${why}`,
  category: { marketing: 'an advert', informative: 'informative' },
  service: 'a service message',
  states: {
    accepted: 'on its way',
    held: 'waiting',
    refused: 'refused, never sent',
    blocked: 'blocked, never sent',
    submitted: 'handed to the operator',
    delivered: 'delivered to the phone',
    failed: 'not delivered',
    unknown: 'not known what became of it',
    expired: 'expired, never sent',
    cancelled: 'cancelled, never sent',
  },
  reply: (channel, code, text, tier) =>
    `Reply ${channel === 'web' ? 'on the unsubscribe page' : `to ${code}`} ${text}read as "${tier}"`,
  change: { 'opted-out': 'Opt-out', repeated: 'Opt-out repeated', returned: 'Opt-in again' },
  changed: (change, scope, how, reason) => `${change} ${scope}: ${how}${reason}`,
  tiers: {
    exact: 'STOP, word for word',
    clear: 'a clear request to stop',
    likely: 'probably a request to stop',
    none: 'no request to stop',
    contact: 'asks who is writing',
    help: 'asks for help',
    start: 'asks for texts again',
    report: 'a forwarded message',
  },
  cause: ({ code, tier = '', word, source = '', operator = '', remark }) => {
    switch (code) {
      case 'reply-read':
        return `reply read as "${en.tiers[tier] ?? tier}"${word === undefined ? '' : ` (word recognised: "${word}")`}`;
      case 'reply-decided':
        return 'a person read the reply as a request to stop';
      case 'reply-undecided':
        return 'the reply may have asked to stop, and nobody decided on it in time';
      case 'unsubscribe-page':
        return 'button of the unsubscribe page';
      case 'start':
        return 'START by SMS, consent on record';
      case 'complaint':
        return `complaint reported by ${source}`;
      case 'complaint-matched':
        return `complaint reported by ${source}, matched by its text`;
      case 'complaint-decided':
        return `complaint reported by ${source}, matched by a person`;
      case 'other-list':
        return `list of another platform${remark === undefined ? '' : `, which noted "${remark}"`}`;
      case 'operator-list':
        return `opt-out list of the operator ${operator}`;
      case 'erasure':
        return 'the person asked for their data to be erased';
    }
  },
  confirmation: (text, state) => `The platform’s answer ${text}: ${state}`,
  pushed: (system, wanted, outcome) =>
    `${wanted === 'out' ? 'Opt-out' : 'End of the opt-out'} sent to ${system}: ${outcome}`,
  pushStates: {
    pending: 'waiting',
    pushed: 'recorded there',
    there: 'recorded there before',
    absent: 'no contact there has this number',
    lifted: 'recorded there',
    failed: 'given up',
  },
  complaint: (source, sender, text) => `Complaint (${source}) about the sender ${sender}${text}`,
  erasure: (scope, by) => `Erasure asked for ${scope}, handled by ${by}`,
  contacts: 'Address books',
  book: 'Book',
  advertiser: 'Advertiser',
  kept: 'What is kept',
  importedAt: 'Since',
  none: 'Nothing.',
  verify: 'How to check this file',
  steps: [
    'This file is signed. With the signature and the public key, got by another way: node verify-export.mjs <this file> <signature> <public key>.',
    'Each message that the platform decided on has its proof in it, sealed when it happened: node verify-proof.mjs <this file> --lang en, with --heads to compare it with a head noted elsewhere.',
    'The signature proves that the file comes from the platform and has not changed; it does not prove that what was noted was true. Times are those of the platform’s clocks.',
    'The text of a message is not kept once it has been sent; its digest alone is in the proof. Replies lose their text 30 days after they came.',
  ],
};

const WORDS = { fr, en };
export type EvidenceLanguage = keyof typeof WORDS;
export const wordsIn = (language: EvidenceLanguage): Words => WORDS[language];
export type EvidenceWords = Words;

/** `for ACME`, `for every advertiser`. @param nameOf - what an advertiser is called */
export const scopeIn = (words: Words, scope: string, nameOf: (advertiserId: string) => string): string =>
  scope === ALL_ADVERTISERS
    ? words.everyone
    : words.by(scope.includes('/') ? `${nameOf(scope.split('/')[0] ?? '')} (${scope.split('/')[1]})` : nameOf(scope));

/** `1 consent`, `3 consents`: with the noun in the number that the language requires. */
export const countIn = (words: Words, list: keyof Words['lists'], count: number): string =>
  `${count} ${words.lists[list][new Intl.PluralRules(words.locale).select(count) === 'one' ? 0 : 1]}`;
