import { Injectable } from '@nestjs/common';
import { ownsSender, registrationOf } from '@stopsms/advertisers';
import type { Advertiser } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { foreseeCaps } from '../../limits/caps/enforce-caps';
import { ownHours } from '../../rules/hours/own-hours';
import { LoadedPacks } from '../../rules/packs/load-rule-packs';
import { EnforcementLevels } from '../../limits/enforcement/enforcement-levels';
import { AdvertiserLimits } from '../../limits/quotas/advertiser-limits';
import { FindQuotas } from '../../limits/quotas/find-quotas';
import type { DecisionReason } from '../../rules/reasons/decision-reasons';
import type { Reason } from '../../rules/reasons/reason-codes';
import { SAMPLE_TOKEN, assessAdvert } from '../../rules/text/assess-text';
import type { TextRequest } from '../../rules/text/check-request';
import { type EditorView, editorView } from '../../rules/text/editor/editor-view';
import { insertMention } from '../../rules/text/mention/insert-mention';
import { FindTrust } from '../../limits/trust/find-trust';
import { type CheckedText, checkText } from '../text/check-text';
import { everyVeto } from '../core/decide';
import { type Facts, toNobody } from '../core/facts';
import { RequestFacts } from '../gathering/request-facts';
import { ABOUT_SENDER } from '../core/sender-vetoes';
import { type LevelVerdict, verdictAtLevel } from './verdict-at-level';
import {
  advertiserPaused,
  countryClosed,
  numberUnusable,
  observeExpired,
  capReached,
  quotaUsedUp,
  senderNotYours,
} from '../core/vetoes';

/** Question about one message; fields left out are taken from the account. */
interface MessageQuestion extends Omit<TextRequest, 'codes' | 'linkHosts'> {
  codes?: readonly string[] | undefined;
  linkHosts?: readonly string[] | undefined;
  /** Epoch ms at which it would be sent. */
  at: number;
  /** The recipient's number; without it no caps are checked. */
  to?: string | undefined;
  /** Further countries of the recipients, of an advert. */
  countries?: readonly string[] | undefined;
}

/** A country to which an advert would not be sent, by the rules for its text. */
interface RefusedCountry extends Reason {
  country: string;
}

type CheckedMessage = Omit<CheckedText, 'reasons'> & {
  /** Reasons by all rules, whatever the level of the advertiser. */
  reasons: DecisionReason[];
  /** Verdict at the advertiser's level; null without an advertiser. */
  enforcement: LevelVerdict | null;
  /** Further countries to which the text would not be sent, each with the first reason. */
  refusedCountries: RefusedCountry[];
  /** Findings by their position in the text. */
  editor: EditorView;
};

type MessageVerdict = Omit<CheckedMessage, 'editor' | 'refusedCountries'>;

/** Says what would become of a message, by the vetoes that it would meet, and all of them. Sends nothing. */
@Injectable()
export class CheckMessage {
  constructor(
    private readonly packs: LoadedPacks,
    private readonly limits: AdvertiserLimits,
    private readonly quotas: FindQuotas,
    private readonly findTrust: FindTrust,
    private readonly request: RequestFacts,
    private readonly levels: EnforcementLevels,
    private readonly database: Database,
  ) {}

  /** @param account - the advertiser that would send it; without one only the text is looked at */
  async execute(question: MessageQuestion, account: Advertiser | undefined): Promise<CheckedMessage> {
    const figures = account && (await this.findTrust.execute([account.id], question.at)).get(account.id);
    const asked = {
      ...question,
      sender: question.sender ?? account?.sender,
      codes: question.codes ?? account?.codes ?? [],
      linkHosts: question.linkHosts ?? account?.linkHosts ?? [],
    };
    const checked = checkText({ ...asked, chosen: ownHours(account?.sendingHours), figures }, this.packs.choice);
    const found = await this.withAccount(question, checked, account);
    const inserted = checked.mention.verdict === 'insert' ? this.insertedIn(asked) : undefined;
    const editor = editorView(question.text, found, inserted, account?.name);
    return { ...found, refusedCountries: this.refusedCountries(asked, question.countries), editor };
  }

  private refusedCountries(
    { category, ...asked }: TextRequest & { at: number },
    countries: readonly string[] = [],
  ): RefusedCountry[] {
    if (category !== 'marketing') return [];
    return [...new Set(countries)].flatMap((country) => {
      const pack = this.packs.choice.inForce(country, asked.at);
      const { verdict, reasons } = assessAdvert({ ...asked, category, region: country }, pack);
      const [first] = reasons;
      return verdict === 'refuse' && first ? [{ ...first, country }] : [];
    });
  }

  private async withAccount(
    question: MessageQuestion,
    checked: CheckedText,
    account: Advertiser | undefined,
  ): Promise<MessageVerdict> {
    if (!account) return { ...checked, enforcement: null };
    const facts = await this.factsOf(question, account, new Set(checked.reasons.map(({ code }) => code)));
    const refusals = [
      ...everyVeto(facts, [observeExpired, senderNotYours, ...ABOUT_SENDER, countryClosed, quotaUsedUp]),
      ...everyVeto(await this.towards(question, account), [numberUnusable, capReached]),
    ];
    // Beside a verdict that is about the text: as with a closed window, it would wait.
    const waits = everyVeto(facts, [advertiserPaused]);
    const verdict = refusals.length > 0 ? 'refuse' : checked.verdict;
    const reasons = [...refusals, ...checked.reasons, ...waits];
    const enforcement = verdictAtLevel(facts.enforcement?.level ?? 'full', verdict, reasons);
    return { ...checked, verdict, reasons, enforcement };
  }

  /** The text with the mention that is put behind it; a sample where each recipient has one for himself. */
  private insertedIn({ text, region, at, ...account }: TextRequest & { at: number }): string | undefined {
    const pack = this.packs.choice.inForce(region, at);
    const inserted = pack && insertMention(text, { pack, region, ...account }, SAMPLE_TOKEN);
    return inserted?.ok ? inserted.value.text : undefined;
  }

  /** Adverts that its recipient had from this account, if a recipient is named. */
  private async towards({ to, category, text, region, at }: MessageQuestion, account: Advertiser): Promise<Facts> {
    const request = { id: account.id, advertiserId: account.id, text, category: 'marketing' as const };
    if (to === undefined || category !== 'marketing') return { candidate: toNobody(request), at };
    const candidate = { ...toNobody(request), request: { ...request, to, country: region } };
    const placed = { ...this.request.resolveRecipient(candidate, at), advertiser: account };
    const cleared = { ...placed, outcome: { verdict: 'cleared' as const, text, sender: account.sender } };
    const foreseen = await foreseeCaps(this.database, [cleared]);
    return { ...placed, ...foreseen.get(cleared) };
  }

  /** Facts that no text of this account may lack, whatever its words. */
  private async factsOf(
    { text, category, region, sender, at }: MessageQuestion,
    account: Advertiser,
    found: ReadonlySet<string>,
  ): Promise<Facts> {
    const { id: advertiserId } = account;
    const asked = sender ?? account.sender;
    const isAdvert = category === 'marketing';
    const request = { id: advertiserId, advertiserId, text, category: isAdvert ? category : ('informative' as const) };
    const registration = registrationOf(account, asked, region);
    const enforcement = this.levels.of(account, at);
    const facts: Facts = {
      candidate: toNobody(request),
      at,
      advertiser: account,
      ...(enforcement && { enforcement }),
      recipient: { key: '', e164: '', region },
      rules: this.packs.choice.inForce(region, at) ?? null,
      text: { sender: asked },
      ...(registration !== undefined && { registration }),
      // A sender that no phone shows is nobody's.
      isOwnSender: found.has('SENDER_INVALID') || ownsSender(account, asked, region),
    };
    if (category === 'service' || found.has('PACK_MISSING')) return facts;
    const states = Object.values(await this.quotas.execute(account, at));
    const usedUp = states.flatMap(({ limit, used, ...period }) =>
      limit !== undefined && used >= limit ? [{ ...period, limit }] : [],
    );
    return {
      ...facts,
      isAllowedCountry: this.limits.allows(account, region, at),
      ...(usedUp[0] && { usedUp: usedUp[0] }),
    };
  }
}
