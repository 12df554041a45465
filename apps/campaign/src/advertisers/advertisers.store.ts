import { statements } from '@stopsms/persistence';
import type { AdvertisersSql } from './advertisers.sql';

/** Clocks may differ: an opt-out in the instant of a separation counts. */
const SKEW_MS = 5_000;
/** Lock under which one transaction at a time decides about legal entities: two accounts of one company made at once would not see each other. */
const ENTITY_LOCK = 36_183;
const OPT_OUT_LOCK = 36_181;
const MAX_CHANGES = 100;

/** SQL: the legal entity of a row of `advertiser`. */
const entityOf = (row: string): string => `coalesce(${row}.entity_id, ${row}.id)`;
const SAME_ENTITY = `advertiser me JOIN advertiser a ON ${entityOf('a')} = ${entityOf('me')}`;

const SELECT = `SELECT id, name, legal_name AS "legalName", registration,
  entity_id AS "entityId", separated, sender, short_code AS "shortCode", country,
  codes, link_hosts AS "linkHosts", webhook_url AS "webhookUrl", sending_hours AS "sendingHours", contact, quotas,
  frequency_caps AS "frequencyCaps", countries,
  marketing_paused AS "marketingPaused", enforcement,
  (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt" FROM advertiser`;

export const ADVERTISERS_SQL = statements<AdvertisersSql>({
  byId: `${SELECT} WHERE id = $1`,
  lock: `${SELECT} WHERE id = $1 FOR UPDATE`,
  lockOthersOfEntity: `${SELECT} WHERE coalesce(entity_id, id) = $1 AND id <> $2 ORDER BY id FOR UPDATE`,
  page: `${SELECT} WHERE ($1::uuid IS NULL OR id < $1) AND ($3::text[] IS NULL OR id::text = ANY ($3))
    ORDER BY id DESC LIMIT $2`,
  store: `
    INSERT INTO advertiser
      (id, name, legal_name, sender, short_code, country, codes, link_hosts, webhook_url, sending_hours, contact, quotas,
       countries, frequency_caps, created_at, registration, entity_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, to_timestamp($15 / 1000.0), $16, $17)
    ON CONFLICT (id) DO UPDATE SET
      name = excluded.name, sender = excluded.sender, codes = excluded.codes, link_hosts = excluded.link_hosts,
      webhook_url = excluded.webhook_url, sending_hours = excluded.sending_hours, contact = excluded.contact,
      registration = excluded.registration, quotas = excluded.quotas, countries = excluded.countries, frequency_caps = excluded.frequency_caps`,

  changes: `SELECT at, by, changes FROM advertiser_change WHERE advertiser_id = $1 ORDER BY id DESC LIMIT ${MAX_CHANGES}`,
  recordChange: `
    INSERT INTO advertiser_change (id, advertiser_id, at, by, changes)
    VALUES ($1, $2, to_timestamp($3 / 1000.0), $4, $5)`,

  setMarketingPaused: 'UPDATE advertiser SET marketing_paused = $2 WHERE id = $1',
  setEnforcement: 'UPDATE advertiser SET enforcement = $2 WHERE id = $1',
  enforcementChanges: `SELECT at, by, changes FROM advertiser_change
    WHERE advertiser_id = $1 AND changes ? 'enforcement' ORDER BY id DESC LIMIT ${MAX_CHANGES}`,
  countComplaintsFrom: 'UPDATE advertiser SET complaints_from = to_timestamp($2 / 1000.0) WHERE id = $1',
  recordControl: `
    INSERT INTO marketing_control (advertiser_id, action, by, code, reason, at)
    VALUES ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))`,
  marketing: `
    SELECT marketing_paused AS paused,
      (SELECT COALESCE(json_agg(json_strip_nulls(row_to_json(c))), '[]') FROM (
         SELECT action, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, by, code, reason
         FROM marketing_control WHERE advertiser_id = $1 ORDER BY seq) AS c) AS "controls:Controls"
    FROM advertiser WHERE id = $1`,

  lockEntities: `SELECT pg_advisory_xact_lock(${ENTITY_LOCK}, hashtext(current_schema()))`,
  otherAccounts: `
    SELECT id, name, legal_name AS "legalName", registration, ${entityOf('a')} AS "entityId!" FROM advertiser a WHERE id <> $1`,
  allAccounts: `
    SELECT a.id, a.name, a.legal_name AS "legalName", a.registration, ${entityOf('a')} AS "entityId!",
      (extract(epoch FROM a.created_at) * 1000)::float8 AS "createdAt",
      (SELECT (extract(epoch FROM max(c.at)) * 1000)::float8 FROM advertiser_change c
       WHERE c.advertiser_id = a.id AND c.changes ? 'separateEntity') AS "separatedAt"
    FROM advertiser a`,
  joinEntity: `
    UPDATE advertiser SET entity_id = $2 WHERE id IN (SELECT a.id FROM ${SAME_ENTITY} WHERE me.id = $1 FOR UPDATE OF a)`,
  lockOthersOfAccount: `SELECT a.id FROM ${SAME_ENTITY} WHERE me.id = $1 AND a.id <> $1 ORDER BY a.id FOR UPDATE OF a`,
  separateEntity: `
    UPDATE advertiser SET entity_id = $2, separated = (
      SELECT jsonb_agg(s) FROM (
        SELECT s FROM jsonb_array_elements(coalesce(separated, '[]')) AS s WHERE NOT s ->> 'advertiserId' = ANY($3::text[])
        UNION ALL SELECT jsonb_build_object('advertiserId', e, 'at', $4::float8::bigint) FROM unnest($3::text[]) AS e) AS all_of)
    WHERE id = ANY($1::uuid[])`,
  deleteOptedOutContacts: `
    DELETE FROM contact c USING address_book b, advertiser owner, advertiser said, opt_out o
    WHERE ${entityOf('owner')} = $1 AND b.advertiser_id = owner.id AND c.address_book_id = b.id
      AND ${entityOf('said')} = $1 AND o.scope = said.id::text AND o.state = 'out' AND o.recipient_key = c.recipient_key`,
  holdOptOuts: `SELECT pg_advisory_xact_lock_shared(${OPT_OUT_LOCK}, hashtext(current_schema()))`,
  holdImports: `SELECT pg_advisory_xact_lock(${OPT_OUT_LOCK}, hashtext(current_schema()))`,
  /** Scopes of opt-outs that hold for an account, and until when: those of an account that was separated hold up to then. */
  scopes: `
    SELECT a.id AS "scope!", NULL::float8 AS until FROM ${SAME_ENTITY} WHERE me.id = $1
    UNION ALL
    SELECT s."advertiserId", s.at + ${SKEW_MS} FROM ${SAME_ENTITY},
      jsonb_to_recordset(coalesce(a.separated, '[]')) AS s("advertiserId" uuid, at float8)
    WHERE me.id = $1`,
  accountsBeside: `
    SELECT said.id AS said, a.id AS account FROM advertiser said
    JOIN advertiser a ON ${entityOf('a')} = ${entityOf('said')} AND a.id <> said.id
    WHERE said.id::text = ANY($1::text[])`,
});
