import type { PackRef } from '../message';
import type { HourLevels } from './week-hours';

// A rule pack is the law and the practice of one country, dated: what was decided under it can be proven years later.
// The shape is that of `apps/compliance/packs/*.yaml`; `read-pack.ts` checks every file against it.

/** Reliability of a source: checked, common knowledge, unverified (so configurable), or our own choice. */
export type SourceMark = 'V' | 'K' | 'U' | 'D';

export const SECTORS = [
  'cpf',
  'home-energy',
  'home-adaptation',
  'alcohol',
  'tobacco',
  'gambling',
  'health',
  'credit',
  'adult',
] as const;
export type Sector = (typeof SECTORS)[number];

/** `banned`: refused even with consent, a running contract excepted. `needs-pack`: refused until a sector pack is active. */
export type SectorRule = 'banned' | 'needs-pack';

/** Bases that may make an advert lawful; each country accepts some of them (docs/law/consent.md#bases). */
export const CONSENT_BASES = ['consent', 'soft_opt_in', 'inquiry', 'b2b', 'charity_li'] as const;
export type ConsentBasis = (typeof CONSENT_BASES)[number];

/** Region of a recipient, by the number: a country, or an overseas region with its own zone and holidays. */
export interface PackRegion {
  /** IANA names. Several mean that the number may not show which, so all must be open where its area code shows none. */
  timeZones: readonly string[];
  /** A STOP sent from there to our codes arrives. */
  codeReachable: boolean;
  /** A link is mention enough, without a code. */
  linkAlone: boolean;
  /** Regions of the date-holidays package, e.g. `FR-GP`; a day off in any of them is a holiday. */
  holidayRegions: readonly string[];
  /** Year → `MM-DD` list, frozen so that a library update changes no decision of a pack in force. */
  frozenHolidays: ReadonlyMap<number, ReadonlySet<string>>;
  /** Instead of those of the pack: a state whose law differs, or a country whose numbers do not show the state. */
  hours?: HourLevels;
  /** So many adverts of one advertiser a person may get, at most, in any stretch of so many hours. */
  cap?: { adverts: number; hours: number };
}

/** A question that no checked source answers: what the pack assumes, and its keys in the file. */
export interface OpenQuestion {
  question: string;
  /** Dotted paths in the file, e.g. `window.default.sunday`. */
  at: readonly string[];
}

/** Policy on reviews of texts declared informative, by what their advertiser sent before. */
export interface ReviewPolicy {
  /**
   * From so many texts on that were right since it was last caught. `bandPercent`: at most 100, of the scores at which a
   * person is asked usually; the upper ones remain.
   */
  trusted: { rightTexts: number; bandPercent: number };
  /** Days for which an advertiser is watched after a violation. `bandPercent`: at least 100; adds lower scores. */
  watched: { days: number; bandPercent: number };
}

/**
 * Alphanumeric senders that a country permits, for adverts or not. `any`: each that is approved for the advertiser; `registered`:
 * those alone whose approval states their registration; `generic-registered`: so for generic names alone; `none` reaches a
 * handset there, codes and numbers do.
 */
export const SENDER_NAMES = ['any', 'registered', 'generic-registered', 'none'] as const;

export interface SenderRules {
  names: (typeof SENDER_NAMES)[number];
  /** Registry of senders, in words. */
  registry?: string;
  /**
   * Names that say what is sent and not who sends it, in lower case without digits. With `generic-registered` they need a
   * registration, with `registered` they have none.
   */
  generic: readonly string[];
  /** Characters permitted in names beside letters and digits. */
  symbols: string;
}

export interface RulePack {
  country: string;
  version: string;
  /** Epoch ms, UTC; the pack is in force from `validFrom` included to `validTo` excluded. */
  validFrom: number;
  validTo: number;
  /** Only active packs decide; a draft can be tried on past messages. */
  status: 'active' | 'draft';
  /** `sha256-<base64url>` of the content; what a proof stores beside `country@version`. */
  hash: string;
  sources: Readonly<Record<string, { title: string; checked: SourceMark }>>;
  window: HourLevels & { lastSubmitMinutes: number };
  maxParts: { default: number; hard: number };
  /** `advertPrefixes`: prefixes of codes that adverts may show and be sent from; other codes are for other messages. */
  mention: { codeDigits: number; codePrefixes: readonly string[]; advertPrefixes: readonly string[] };
  senders: SenderRules;
  /** Part of an advert that must name its advertiser. */
  namedIn: 'sender-or-text' | 'text';
  /** Opt-outs that apply to an informative message: platform-wide ones alone, or those from its advertiser too. */
  informativeOptOuts: 'everybody' | 'advertiser';
  /** Time of the confirmation by SMS of an opt-out on the unsubscribe page: by day, or at once at any hour. */
  webConfirmation: 'by-day' | 'at-once';
  consent: {
    /** Bases that make an advert lawful in this country. */
    bases: readonly ConsentBasis[];
    /** After the consent, or the person's last contact if later. */
    expiryYears: number;
    /** Months after which a basis ends, whatever the person does since; absent where it does not end so. */
    months: Readonly<Partial<Record<ConsentBasis, number>>>;
  };
  review: ReviewPolicy;
  /** Read as an opt-out there in addition to STOP; for the people who check the reader of replies. */
  stopWords: readonly string[];
  sectors: Readonly<Partial<Record<Sector, SectorRule>>>;
  /** Open questions by key, e.g. `FR.window.sunday`: what a new version of the pack changes once they are answered. */
  configuration: Readonly<Record<string, OpenQuestion>>;
  /** ISO 3166 codes: `FR`, `GP`, or `US-TX` where only an address can show it. */
  regions: Readonly<Record<string, PackRegion>>;
  /** `fr-2026.1.yaml:5`, file and line of its dates, for errors about two packs. */
  writtenAt: string;
}

/** `FR@2026.1`, as proofs and verdicts name a pack. */
export const packName = (pack: RulePack): string => `${pack.country}@${pack.version}`;

export const packRef = (pack: RulePack): PackRef => ({ id: packName(pack), hash: pack.hash });
