import { operationIn } from './operations.mjs';
import { reasonIn } from './reasons.mjs';

// What was sealed, in sentences for whoever must judge it and knows neither codes nor digests. Of the sealed parts alone: the names that
// stand in the document besides are the platform's of today, and said to be.

const WORDS = {
  fr: {
    verdicts: {
      HOLDS: 'TIENT',
      'PARTLY SEALED': 'PARTIELLEMENT SCELLÉE',
      'PARTLY CHECKED': 'PARTIELLEMENT VÉRIFIÉE',
      'CONSISTENT, SIGNER NOT CHECKED': 'COHÉRENTE, SIGNATAIRE NON VÉRIFIÉ',
      'NOT SEALED YET': 'PAS ENCORE SCELLÉE',
      'CANNOT HAVE HAPPENED SO': 'IMPOSSIBLE DANS CET ORDRE',
    },
    category: { marketing: 'publicitaire', informative: 'informatif', service: 'de service' },
    kind: (category) => `déclaré ${category}`,
    requested: (at, who, kind, where) =>
      `Le ${at}, l’annonceur ${who} a demandé l’envoi d’un message ${kind} à un numéro${where}.`,
    named: (name, id) => `« ${name} » (${id} ; ce nom est celui que la plateforme lui donne aujourd’hui)`,
    where: (region) => ` (région : ${region})`,
    cleared: (at, pack) => `Le ${at}, l’envoi a été autorisé${pack}.`,
    observed: (level, whys) =>
      `Les règles n’étaient alors pas toutes appliquées à cet annonceur (niveau « ${level} ») : l’application complète aurait arrêté le message, car ${whys}.`,
    level: (level) =>
      `Les règles n’étaient alors pas toutes appliquées à cet annonceur (niveau « ${level} ») ; aucune n’aurait arrêté le message.`,
    refused: (at, pack, why) => `Le ${at}, l’envoi a été refusé${pack} : ${why}.`,
    held: (at, pack, until, why) => `Le ${at}, l’envoi a été mis en attente${pack}${until} : ${why}.`,
    pack: (id) => ` selon le recueil de règles ${id}`,
    until: (at) => ` jusqu’au ${at}`,
    consent: (at, source, wording) =>
      `La personne avait donné son accord le ${at} (origine : ${source}), en ces termes : « ${wording} »`,
    erasedConsent: 'Un accord de la personne a été enregistré ; il a été effacé depuis, et seule son empreinte reste',
    mention: 'Le texte se terminait par un moyen valable de s’opposer (mention STOP).',
    inserted: 'Un moyen valable de s’opposer (mention STOP) a été ajouté à la fin du texte.',
    local: (times) => `Chez la personne, c’était alors le ${times}, dans les heures permises.`,
    review: (by, read, at, reason) => `${by} a lu le texte et l’a ${read} le ${at} (motif : ${reason}).`,
    read: { approve: 'approuvé', refuse: 'refusé' },
    submitted: (at, ids) => `Le ${at}, le message a été remis à l’opérateur${ids}.`,
    ids: (ids) => ` (${ids.length > 1 ? 'références' : 'référence'} ${ids.join(', ')})`,
    view: 'Juste avant, la liste d’opposition avait été consultée : la personne n’y figurait pas pour cet annonceur.',
    stopped: (at, why) => `Le ${at}, le message n’a pas été remis à l’opérateur : ${why}.`,
    unknown: (at) =>
      `Le ${at}, on ignorait ce que l’opérateur en avait fait ; il n’a pas été envoyé de nouveau sans certitude.`,
    receipt: {
      delivered: (at) => `L’opérateur a déclaré le message remis au téléphone ; cela a été noté le ${at}.`,
      other: (at, stat) =>
        `L’opérateur a déclaré que le message n’a pas été remis (${stat}) ; cela a été noté le ${at}.`,
    },
    act: (at, who, what) => `Le ${at}, ${who} a ${what}.`,
    somebody: 'une personne ou un programme',
    tied: {
      Number: 'Le numéro donné est bien celui de ce message.',
      Text: 'Le texte donné est bien celui de ce message.',
    },
    reversed:
      'ATTENTION : ces événements ne peuvent s’être produits dans cet ordre ; une horloge était fausse, ou le récit l’est.',
    unsealed: (names) => `Pas encore scellé, donc non prouvé et absent de ce récit : ${names}.`,
    unvouched: (names) => `Scellé plus tard que ce que votre empreinte couvre, donc absent de ce récit : ${names}.`,
    nothing: 'RIEN de ce document n’est encore scellé : rien n’est prouvé. Redemandez-le dans quelques minutes.',
    vouched: (at, isAll) =>
      `Ce récit n’a pas été modifié depuis que votre empreinte a été notée, pour ce qui était scellé au ${at}${isAll ? ', c’est-à-dire tout ce récit' : ''}.`,
    alone:
      'Ce document est cohérent avec lui-même, sans plus : qui connaît le format peut en fabriquer un. Les clés publiques de la plateforme ou une empreinte notée ailleurs disent s’il est authentique.',
    stranger: 'Rien ne montre qu’aucun événement n’a été retiré à la fin : la clé qui l’a signé n’est pas vérifiée.',
    ours: 'C’est bien ce que la plateforme a scellé et remis. Qu’elle-même n’ait rien changé depuis se vérifie en comparant l’empreinte des sceaux avec une empreinte notée ailleurs.',
    signed: (at, isOlder) =>
      `La plateforme a signé ce document le ${at} : elle n’avait alors rien d’autre sur ce message ; la suite, s’il y en a une, est dans un document plus récent.${isOlder ? ' Certains sceaux datent d’avant la signature des empreintes ; leur date se vérifie avec la liste des empreintes.' : ''}`,
    older:
      'Ce document date d’avant la signature des preuves : rien ne montre qu’aucun événement n’a été retiré à la fin.',
    flags:
      'En ligne de commande : --keys donne les clés publiques de la plateforme ; --head ou --heads, une empreinte notée ailleurs ou leur liste.',
    limits:
      'Les sceaux prouvent que ce qui a été noté n’a pas changé ; ils ne prouvent pas que cela était vrai. Les heures sont celles des horloges de la plateforme.',
  },
  en: {
    category: { marketing: 'an advert', informative: 'informative', service: 'a service message' },
    kind: (category) => `declared ${category}`,
    requested: (at, who, kind, where) =>
      `On ${at}, the advertiser ${who} asked for a message ${kind} to be sent to a number${where}.`,
    named: (name, id) => `"${name}" (${id}; the name is the platform's of today)`,
    where: (region) => ` (region: ${region})`,
    cleared: (at, pack) => `On ${at}, it was allowed to leave${pack}.`,
    observed: (level, whys) =>
      `The rules were not fully enforced for this advertiser then (level "${level}"): full enforcement would have stopped the message, because ${whys}.`,
    level: (level) =>
      `The rules were not fully enforced for this advertiser then (level "${level}"); none would have stopped the message.`,
    refused: (at, pack, why) => `On ${at}, it was refused${pack}: ${why}.`,
    held: (at, pack, until, why) => `On ${at}, it was made to wait${pack}${until}: ${why}.`,
    pack: (id) => ` under the rules ${id}`,
    until: (at) => ` until ${at}`,
    consent: (at, source, wording) =>
      `The person had agreed on ${at} (source: ${source}), in these words: "${wording}"`,
    erasedConsent: 'A consent of the person was on record; it was erased since, and only its digest is left',
    mention: 'The text ended with a valid way to opt out (STOP mention).',
    inserted: 'A valid way to opt out (STOP mention) was put at the end of the text.',
    local: (times) => `It was then ${times} where the person lives, within the hours allowed.`,
    review: (by, read, at, reason) => `${by} read the text and ${read} it on ${at} (reason: ${reason}).`,
    read: { approve: 'approved', refuse: 'refused' },
    submitted: (at, ids) => `On ${at}, the message was handed to the operator${ids}.`,
    ids: (ids) => ` (${ids.length > 1 ? 'references' : 'reference'} ${ids.join(', ')})`,
    view: 'Just before, the opt-out list had been looked at: the person was not on it for this advertiser.',
    stopped: (at, why) => `On ${at}, the message was not handed to the operator: ${why}.`,
    unknown: (at) => `On ${at}, nobody knew what the operator had made of it; it was not sent again without certainty.`,
    receipt: {
      delivered: (at) => `The operator reported the message delivered to the phone; that was noted on ${at}.`,
      other: (at, stat) =>
        `The operator reported that the message was not delivered (${stat}); that was noted on ${at}.`,
    },
    act: (at, who, what) => `On ${at}, ${who} ${what}.`,
    somebody: 'somebody',
    tied: { Number: 'The number given is that of this message.', Text: 'The text given is that of this message.' },
    reversed: 'BEWARE: these events cannot have happened in that order; a clock was wrong, or the account is.',
    unsealed: (names) => `Not sealed yet, so not proven and no part of this account: ${names}.`,
    unvouched: (names) => `Sealed later than your head covers, so no part of this account: ${names}.`,
    nothing: 'NOTHING of this document is sealed yet, so nothing is proven. Ask for it again in a few minutes.',
    vouched: (at, isAll) =>
      `This account was not changed since your head was noted, for what was sealed by ${at}${isAll ? ', which is all that is sealed' : '; what came later needs a later head'}.`,
    alone:
      'This document agrees with itself, and no more: whoever knows the form can make one. The platform’s public keys, or a head noted elsewhere, say whether it is genuine.',
    stranger: 'Nothing shows that no event was cut off its end: the key that signed it is not checked.',
    ours: 'It is what the platform sealed and gave. That the platform itself changed nothing since shows when the head of the seals is compared with one noted elsewhere.',
    signed: (at, isOlder) =>
      `The platform signed this document on ${at}: it had nothing else of this message then; what came later, if anything, is in a later document.${isOlder ? ' Some seals are from before heads were signed; when they were made shows with the list of heads.' : ''}`,
    older: 'This document is from before proofs were signed: nothing shows that no event was cut off its end.',
    flags:
      'On the command line, --keys gives the platform’s public keys, and --head or --heads a head noted elsewhere or the list of heads.',
    limits:
      'Seals prove that what was noted has not changed; they do not prove that it was true. Times are those of the platform’s clocks.',
  },
};

export const LANGUAGES = Object.keys(WORDS);

/** @param verdict - as it is reported without a language */
export const verdictIn = (lang, verdict) => (lang === 'fr' ? WORDS.fr.verdicts[verdict] : verdict);

/** Flags of the command with which a document that is not wholly vouched for is checked further. */
export const flagsIn = (lang) => WORDS[lang].flags;

/**
 * @param proof - the whole document; `found.story` has what of it is covered, and nothing else is part of the account
 * @param found - input of `report`
 * @returns sentences, one a line
 */
export function explain(
  proof,
  lang,
  { story, unsealed, unvouched, tied, reversed, sealedAt, isSigned, isVouched, unsigned },
) {
  const words = WORDS[lang];
  const apart = [
    ...(unsealed.length > 0 ? [words.unsealed(unsealed.join(', '))] : []),
    ...(unvouched.length > 0 ? [words.unvouched(unvouched.join(', '))] : []),
  ];
  const beware = reversed.length > 0 ? [words.reversed] : [];
  if (story.decisions.length === 0) return [words.nothing, ...beware];
  const { request, advertiser, decisions, statuses, receipt, acts = [] } = story;
  const when = timesIn(lang, decisions.find(({ window }) => window?.timeZones)?.window.timeZones[0] ?? 'Europe/Paris');
  return [
    words.requested(
      when(request.requestedAt),
      isSigned && advertiser ? words.named(advertiser, request.advertiserId) : request.advertiserId,
      words.kind(Object.hasOwn(words.category, request.category) ? words.category[request.category] : request.category),
      request.region ? words.where(request.region) : '',
    ),
    ...decisions.flatMap((decision) => [...ofDecision(decision, words, lang, when)]),
    ...statuses.flatMap((status) => [...ofStatus(status, words, lang, when)]),
    ...(receipt
      ? [words.receipt[receipt.outcome === 'delivered' ? 'delivered' : 'other'](when(receipt.at), receipt.stat)]
      : []),
    ...acts.map(({ at, who, operation }) =>
      words.act(when(at), who.name ?? words.somebody, operationIn(lang, operation)),
    ),
    ...tied.map(({ what }) => words.tied[what]),
    ...beware,
    ...apart,
    ...(isSigned ? [words.signed(when(proof.issuedAt), unsigned.length > 0)] : []),
    ...(isVouched && !isSigned ? [words.older] : []),
    ...(sealedAt === undefined
      ? [isVouched ? words.ours : words.alone]
      : [words.vouched(when(sealedAt), unvouched.length === 0)]),
    ...(isVouched || sealedAt === undefined ? [] : [words.stranger]),
    words.limits,
  ];
}

function* ofDecision(decision, words, lang, when) {
  const { at, verdict, code, pack, heldUntil, consent, reading, window, review, enforcement, observed } = decision;
  const under = pack ? words.pack(pack.id) : '';
  if (review?.decision) {
    const { by, verdict: read, at: readAt, reason } = review.decision;
    yield words.review(by, read === 'approve' || read === 'refuse' ? words.read[read] : read, when(readAt), reason);
  }
  if (verdict === 'refused') return yield words.refused(when(at), under, reasonIn(lang, code));
  if (verdict === 'held')
    return yield words.held(when(at), under, heldUntil ? words.until(when(heldUntil)) : '', reasonIn(lang, code));
  yield words.cleared(when(at), under);
  const whys = codesIn(observed).map((each) => reasonIn(lang, each));
  if (whys.length > 0) yield words.observed(enforcement, whys.join(lang === 'fr' ? ' ; ' : '; '));
  else if (enforcement) yield words.level(enforcement);
  if (consent?.grantedAt) yield `${words.consent(when(consent.grantedAt), consent.source, consent.wording)}.`;
  else if (consent) yield `${words.erasedConsent}.`;
  if (reading?.mention?.verdict === 'accept') yield words.mention;
  if (reading?.mention?.verdict === 'insert') yield words.inserted;
  if (window?.timeZones && window.open !== false)
    yield words.local(window.timeZones.map((zone) => timesIn(lang, zone)(at)).join(', '));
}

/** Codes of reasons that were only recorded. */
export const codesIn = (observed) => (Array.isArray(observed) ? observed.map((each) => String(each?.code)) : []);

function* ofStatus({ status, at, code, smscIds, view }, words, lang, when) {
  if (status === 'submitting') return;
  if (status === 'unknown') return yield words.unknown(when(at));
  if (status !== 'submitted') return yield words.stopped(when(at), reasonIn(lang, code));
  if (view) yield words.view;
  yield words.submitted(when(at), smscIds ? words.ids(smscIds) : '');
}

/** `25 novembre 2026 à 11:00:21 (Europe/Paris)` */
function timesIn(lang, timeZone) {
  const format = new Intl.DateTimeFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone,
    dateStyle: 'long',
    timeStyle: 'medium',
  });
  return (at) => `${format.format(Date.parse(at))} (${timeZone})`;
}
