/** Actions of a person or key that a proof names, in words that follow the name; libs/verify has the same in two languages. */
const ACT_WORDS = new Map([
  ['campaignMessages_search', 'looked up the message to a number'],
  ['campaigns_cancel', 'cancelled the campaign'],
  ['campaigns_pause', 'paused the campaign'],
  ['campaigns_resume', 'resumed the campaign'],
  ['drafts_change', 'changed the draft of the campaign'],
  ['drafts_create', 'created the campaign'],
  ['drafts_duplicate', 'duplicated the campaign'],
  ['drafts_start', 'started the campaign'],
  ['managedCampaigns_archive', 'archived the campaign'],
  ['managedCampaigns_delete', 'deleted the draft of the campaign'],
  ['managedCampaigns_reopen', 'took the campaign back as a draft'],
  ['managedCampaigns_unarchive', 'unarchived the campaign'],
  ['messages_create', 'requested the message'],
  ['messages_tiedProof', 'viewed the proof with the number'],
  ['preflights_ask', 'ran a dry run of the campaign'],
  ['preflights_follow', 'ran a dry run of the campaign'],
  ['reviews_decide', 'decided on the text'],
  ['reviews_show', 'submitted texts for review'],
  ['testSends_send', 'sent a test of the campaign'],
]);

/** @param operation - as the audit log has it; one without words is given by its name */
export const auditEventInWords = (operation: string): string =>
  ACT_WORDS.get(operation) ?? `carried out the operation "${operation}"`;
