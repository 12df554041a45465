import { Injectable } from '@nestjs/common';
import type { SharedAccount } from '@stopsms/advertisers';
import type { Sql } from '@stopsms/persistence';
import type { Category } from '../../rules/message';
import type { RulePack } from '../../rules/packs/rule-pack';
import { SKEW_MS, type ConsentStatus } from './judge-consent-status';
import type { ConsentsSql } from './consents.sql';
import { CONSENTS_SQL, RECIPIENTS } from './consents.store';

interface ConsentQuestion {
  recipientKey: string;
  advertiserId: string;
  category: Category;
  /** Rules of the recipient's country. */
  rules: RulePack['consent'];
  /** True if opt-outs from its advertiser apply, as for every advert; false if only platform-wide ones do. */
  enforcesAdvertiserOptOuts: boolean;
  /** Other accounts of the same legal entity, whose opt-outs hold too. */
  shared?: readonly SharedAccount[] | undefined;
}

/** Reads what is known of each recipient towards an advertiser, in one query for the whole batch. */
@Injectable()
export class FindConsentStatus {
  /**
   * Answers in the order of the questions.
   * @param now - epoch ms; a consent from the future does not count yet
   * @param findsStrangers - whether it is looked up of everybody if they had to do with the advertiser
   */
  async execute(sql: Sql, questions: ConsentQuestion[], now: number, findsStrangers = false): Promise<ConsentStatus[]> {
    if (questions.length === 0) return [];
    const params = RECIPIENTS.of(questions, {
      key: ({ recipientKey }) => recipientKey,
      advertiser: ({ advertiserId }) => advertiserId,
      advert: ({ category }) => category === 'marketing',
      bases: ({ rules }) => rules.bases.join(' '),
      obeysAdvertiser: ({ enforcesAdvertiserOptOuts }) => enforcesAdvertiserOptOuts,
      months: ({ rules }) => JSON.stringify(rules.months),
      usual: ({ rules }) => rules.expiryYears * 12,
      shared: ({ shared }) => (shared ? JSON.stringify(untilOf(shared)) : null),
    });
    const rows = await sql.query(CONSENTS_SQL.statuses, [...params, now + SKEW_MS, findsStrangers]);
    return rows.map((row) => toConsentStatus(row, findsStrangers));
  }
}

/** Latest instant at which an opt-out of another account counts, by account; null without an end. Includes the skew of clocks. */
const untilOf = (shared: readonly SharedAccount[]): Record<string, number | null> =>
  Object.fromEntries(
    shared.map(({ advertiserId, until }) => [advertiserId, until === undefined ? null : until + SKEW_MS]),
  );

function toConsentStatus(row: ConsentsSql['statuses']['row'], findsStrangers: boolean): ConsentStatus {
  const { consentId, digest, grantedAt, basis, source, actAt, startAt, lastContactAt, withdrawnAt } = row;
  const { scope, isOthers, episodeId, outAt, numberState, numberSince, provider } = row;
  const ofOthers = {
    ...(scope !== null && { optOut: { scope, episodeId: episodeId ?? '', at: outAt ?? 0 } }),
    ...(numberState !== null && { number: { state: numberState, at: numberSince ?? 0, provider: provider ?? '' } }),
  };
  const isHidden = row.isAcquainted === false && Object.keys(ofOthers).length > 0;
  return {
    ...(consentId !== null && {
      consent: {
        consentId,
        grantedAt: grantedAt ?? 0,
        basis: basis ?? '',
        source: source ?? '',
        ...(digest !== null && { digest }),
      },
    }),
    ...(actAt !== null && { actAt }),
    // A START to this account says nothing of what was said to another.
    ...(startAt !== null && !isOthers && { startAt }),
    ...(isOthers && { isOfOtherAccount: true }),
    ...(lastContactAt !== null && { lastContactAt }),
    ...(withdrawnAt !== null && { withdrawnAt }),
    ...(isHidden ? { hidden: ofOthers } : ofOthers),
    ...(findsStrangers && { isStranger: row.isAcquainted === false && consentId === null }),
  };
}
