// What people and keys did, in the words of `--lang`: names of operations as they are sealed, each with a French and an English phrase that
// follows the name of whoever did it. docs/openapi has the same names; a test holds the two together.

const REPLAYED = ['relancé des messages en échec', 'replayed dead letters'];
const KEYS_CHANGED = [
  'changé le secret dont sont faites les clés des destinataires',
  'changed the secret of recipient keys',
];

const OPERATIONS = {
  addressBooks_create: ['créé un carnet d’adresses', 'created an address book'],
  addressBooks_delete: ['supprimé un carnet d’adresses', 'deleted an address book'],
  addressBooks_rename: ['renommé un carnet d’adresses', 'renamed an address book'],
  abuseReports_take: ['transmis des plaintes', 'submitted complaints'],
  abuseResolutions_end: ['traité une plainte', 'settled a complaint'],
  advertiserKeys_create: ['créé une clé d’API', 'created an API key'],
  advertiserKeys_revoke: ['révoqué une clé d’API', 'revoked an API key'],
  advertiserSenders_approve: ['approuvé un nom d’expéditeur', 'approved a sender'],
  advertiserSenders_create: ['demandé ou ajouté un nom d’expéditeur', 'requested or added a sender'],
  advertiserSenders_revoke: ['retiré un nom d’expéditeur', 'revoked a sender'],
  advertisers_change: ['modifié l’annonceur', 'changed the advertiser'],
  advertisers_create: ['créé l’annonceur', 'created the advertiser'],
  audit_search: ['cherché dans le journal d’audit', 'searched the audit log'],
  campaignMessages_search: ['cherché le message d’un numéro', 'looked up the message to a number'],
  campaigns_cancel: ['annulé la campagne', 'cancelled the campaign'],
  campaigns_pause: ['suspendu la campagne', 'paused the campaign'],
  campaigns_resume: ['repris la campagne', 'resumed the campaign'],
  check_check: ['vérifié un texte', 'checked a text'],
  confirmations_list: [
    'consulté les réponses de la plateforme à une personne',
    'viewed the answers of the platform to a person',
  ],
  consents_list: ['consulté les consentements d’une personne', 'viewed the consents of a person'],
  consents_post: ['enregistré un consentement', 'recorded a consent'],
  consents_withdraw: ['enregistré le retrait d’un consentement', 'recorded the withdrawal of a consent'],
  contacts_import: ['importé des contacts', 'imported contacts'],
  contacts_search: ['cherché des contacts', 'searched contacts'],
  deadLetters_replay: REPLAYED,
  drafts_change: ['modifié le brouillon de la campagne', 'changed the draft of the campaign'],
  drafts_create: ['créé la campagne', 'created the campaign'],
  drafts_duplicate: ['dupliqué la campagne', 'duplicated the campaign'],
  drafts_start: ['lancé la campagne', 'started the campaign'],
  erasures_complete: ['effacé aussi une opposition', 'erased an opt-out as well'],
  erasures_create: ['effacé les données d’une personne', 'erased the data of a person'],
  evidence_make: ['établi un dossier de preuve', 'made an evidence file'],
  exportNames_names: ['demandé les pseudonymes de numéros', 'looked up the pseudonyms of numbers'],
  imports_check: ['vérifié un fichier de contacts', 'checked a file of contacts'],
  imports_receive: ['importé un fichier de contacts', 'imported a file of contacts'],
  lift_post: ['levé une opposition, pièce à l’appui', 'lifted an opt-out on a document'],
  marketing_pause: ['suspendu les publicités de l’annonceur', 'paused the adverts of the advertiser'],
  marketing_resume: ['rétabli les publicités de l’annonceur', 'resumed the adverts of the advertiser'],
  messages_create: ['demandé l’envoi du message', 'requested the message'],
  messages_tiedProof: ['consulté la preuve avec le numéro', 'viewed the proof with the number'],
  numbers_get: ['consulté l’état d’un numéro', 'viewed the state of a number'],
  oneContact_change: ['modifié un contact', 'changed a contact'],
  oneContact_delete: ['supprimé un contact', 'deleted a contact'],
  optOutLists_import: ['importé une liste d’opposition', 'imported a list of opt-outs'],
  optOutLists_reconcile: [
    'comparé la liste d’opposition à celle d’un opérateur',
    'compared the opt-outs with an operator’s list',
  ],
  optOuts_search: ['consulté les oppositions d’une personne', 'viewed the opt-outs of a person'],
  optOuts_put: ['enregistré une opposition', 'recorded an opt-out'],
  persons_consents: ['consulté les consentements d’une personne', 'viewed the consents of a person'],
  persons_contacts: ['consulté les inscriptions d’une personne', 'viewed the address book entries of a person'],
  persons_messages: ['consulté les messages d’une personne', 'viewed the messages of a person'],
  persons_replies: ['consulté les réponses d’une personne', 'viewed the replies of a person'],
  persons_standing: ['consulté la situation d’une personne', 'viewed the status of a person'],
  preflight_ask: ['simulé des envois', 'ran a dry run'],
  preflights_ask: ['simulé la campagne', 'ran a dry run of the campaign'],
  preflights_follow: ['simulé la campagne', 'ran a dry run of the campaign'],
  proofs_many: ['consulté des preuves', 'viewed proofs'],
  providers_mo: ['transmis un SMS reçu', 'delivered an incoming SMS'],
  providers_receipts: ['transmis des accusés de réception', 'delivered receipts'],
  quarantines_end: ['mis fin à la retenue des publicités après une réponse', 'ended the hold on adverts after a reply'],
  read_read: ['fait lire une réponse à titre d’essai', 'tried how a reply is read'],
  recipientGeneration_begin: KEYS_CHANGED,
  republish_begin: ['publié de nouveau la liste d’opposition', 'republished the opt-out list'],
  reviews_decide: ['tranché sur le texte', 'decided on the text'],
  reviews_show: ['soumis des textes à relecture', 'submitted texts for review'],
  rulePacks_replay: ['rejoué un recueil de règles', 'replayed a rule pack'],
  testSends_send: ['envoyé un essai de la campagne', 'sent a test of the campaign'],
  unreadReplies_decide: ['tranché sur une réponse', 'decided on a reply'],
  unsubscribe_optOut: ['utilisé la page de désinscription', 'used the unsubscribe page'],
  whyBlocked_why: ['consulté pourquoi un numéro est bloqué', 'viewed why a number is blocked'],
  webhookSecrets_create: ['créé un secret de webhook', 'created a webhook secret'],
  webhookSecrets_retire: ['retiré un secret de webhook', 'retired a webhook secret'],
};

export const knowsOperation = (operation) => Object.hasOwn(OPERATIONS, operation);

/** @param lang - `fr` or `en`. An operation that is newer than this folder is given by its name. */
export function operationIn(lang, operation) {
  if (knowsOperation(operation)) return OPERATIONS[operation][lang === 'fr' ? 0 : 1];
  return lang === 'fr' ? `effectué l’opération « ${operation} »` : `carried out the operation "${operation}"`;
}
