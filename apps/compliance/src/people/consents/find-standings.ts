import { Injectable } from '@nestjs/common';
import type { SharedAccount } from '@stopsms/advertisers';
import type { Sql } from '@stopsms/persistence';
import type { Category } from '../../rules/message';
import type { RulePack } from '../../rules/packs/rule-pack';
import { isAcquainted } from './acquainted';
import { IS_START } from './record-consents';
import { SKEW_MS, type Standing } from './judge-standing';

export interface StandingQuestion {
  recipientKey: string;
  advertiserId: string;
  category: Category;
  /** Of the country of the recipient. */
  rules: RulePack['consent'];
  /** Whether it heeds the opt-outs from its advertiser, as every advert does, or those from everybody alone. */
  heedsAdvertiser: boolean;
  /** Other accounts of the same legal entity, whose opt-outs hold too. */
  shared?: readonly SharedAccount[] | undefined;
}

interface Row {
  consentId: string | null;
  digest: string | null;
  grantedAt: number | null;
  basis: string | null;
  source: string | null;
  actAt: number | null;
  startAt: number | null;
  lastContactAt: number | null;
  withdrawnAt: number | null;
  scope: string | null;
  episodeId: string | null;
  outAt: number | null;
  numberState: 'suspended' | 'invalid' | null;
  numberSince: number | null;
  provider: string | null;
  isAcquainted: boolean | null;
  isOthers: boolean | null;
}

/** Reads what is known of each recipient towards an advertiser, in one query for the whole batch. */
@Injectable()
export class FindStandings {
  /**
   * Answers in the order of the questions.
   * @param now - epoch ms; a consent from the future does not count yet
   * @param findsStrangers - whether it is looked up of everybody if they had to do with the advertiser
   */
  async execute(sql: Sql, questions: StandingQuestion[], now: number, findsStrangers = false): Promise<Standing[]> {
    if (questions.length === 0) return [];
    const rows = await sql.query<Row>(
      `SELECT c.consent_id AS "consentId", ${epochMs('c.granted_at')} AS "grantedAt", c.basis, c.source, encode(c.digest, 'hex') AS digest,
         ${epochMs('a.at')} AS "actAt", ${epochMs('a.start_at')} AS "startAt", ${epochMs('l.at')} AS "lastContactAt", ${epochMs('w.at')} AS "withdrawnAt",
         o.scope, o.scope NOT IN ('*', q.advertiser::text) AS "isOthers", o.episode_id AS "episodeId", ${epochMs('o.out_at')} AS "outAt",
         s.state AS "numberState", ${epochMs('s.since')} AS "numberSince", s.provider,
         CASE WHEN $9 OR o.scope = '*' OR s.state IS NOT NULL THEN ${isAcquainted('q.key', 'q.advertiser')} END AS "isAcquainted"
       FROM unnest($1::text[], $2::uuid[], $3::bool[], $4::text[], $6::bool[], $7::jsonb[], $8::int[], $10::jsonb[])
         WITH ORDINALITY AS q(key, advertiser, advert, bases, heeds, months, usual, shared, n)
       LEFT JOIN last_contact l ON q.advert AND l.recipient_key = q.key AND l.advertiser_id = q.advertiser
       LEFT JOIN LATERAL (
         SELECT * FROM consent WHERE q.advert AND recipient_key = q.key AND advertiser_id = q.advertiser
           AND granted_at <= to_timestamp($5 / 1000.0)
         ORDER BY basis = ANY (string_to_array(q.bases, ' ')) DESC, ${ENDS} DESC, granted_at DESC LIMIT 1) c ON true
       LEFT JOIN number_state s ON s.recipient_key = q.key
       LEFT JOIN LATERAL (
         SELECT max(at) AS at FROM (
           SELECT withdrawn_at AS at FROM consent_withdrawal
           WHERE q.advert AND recipient_key = q.key AND advertiser_id = q.advertiser
           UNION ALL
           SELECT out_at FROM opt_out
           WHERE q.advert AND q.shared IS NOT NULL AND recipient_key = q.key AND state = 'back' AND ${IS_SHARED}) AS taken) w ON true
       LEFT JOIN LATERAL (
         SELECT * FROM opt_out WHERE recipient_key = q.key AND state = 'out'
           AND (scope = '*' OR q.heeds AND (scope = q.advertiser::text OR ${IS_SHARED}))
         ORDER BY scope = '*' DESC, scope <> q.advertiser::text DESC, out_at DESC LIMIT 1) o ON true
       LEFT JOIN LATERAL (
         SELECT max(granted_at) AS at, max(granted_at) FILTER (WHERE ${IS_START}) AS start_at FROM consent
         WHERE (o.scope IS NOT NULL OR w.at IS NOT NULL) AND q.heeds AND recipient_key = q.key
           AND advertiser_id = q.advertiser AND own_act AND granted_at <= to_timestamp($5 / 1000.0)) a ON true
       ORDER BY q.n`,
      [
        questions.map(({ recipientKey }) => recipientKey),
        questions.map(({ advertiserId }) => advertiserId),
        questions.map(({ category }) => category === 'marketing'),
        questions.map(({ rules }) => rules.bases.join(' ')),
        now + SKEW_MS,
        questions.map(({ heedsAdvertiser }) => heedsAdvertiser),
        questions.map(({ rules }) => JSON.stringify(rules.months)),
        questions.map(({ rules }) => rules.expiryYears * 12),
        findsStrangers,
        questions.map(({ shared }) => (shared ? JSON.stringify(untilOf(shared)) : null)),
      ],
    );
    return rows.map((row) => toStanding(row, findsStrangers));
  }
}

/**
 * SQL: whether an opt-out was said to another account whose opt-outs hold here too. One that a START to that account ended has still
 * taken the consent to this one: the person came back to whom the START was for.
 */
const IS_SHARED = `(q.shared ? scope AND (q.shared -> scope = 'null' OR out_at <= to_timestamp((q.shared ->> scope)::float8 / 1000)))`;

/** When the last opt-out counts, by account; null for ever. Clocks may differ: what was said in that instant counts. */
const untilOf = (shared: readonly SharedAccount[]): Record<string, number | null> =>
  Object.fromEntries(
    shared.map(({ advertiserId, until }) => [advertiserId, until === undefined ? null : until + SKEW_MS]),
  );

/** Of several consents that one counts which ends last: an inquiry of today hides no older consent that outlives it. */
const ENDS = `CASE WHEN q.months -> basis IS NULL THEN greatest(granted_at, l.at) + make_interval(months => q.usual)
  ELSE granted_at + make_interval(months => (q.months ->> basis)::int) END`;

/** PostgreSQL counts in microseconds; ours are whole milliseconds. */
const epochMs = (column: string): string => `round(extract(epoch FROM ${column}) * 1000)::float8`;

function toStanding(row: Row, findsStrangers: boolean): Standing {
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
