import {
  type PhoneRefusalCode,
  type Result,
  WRITTEN_INSTANT_FORMS,
  maskNumbers,
  ok,
  readPhone,
  refused,
  writtenInstant,
} from '@stopsms/kernel';
import { SCOPE } from '../opt-outs/scope';

// One row of a list of people who must be left alone: what another platform knew, or what an operator blocks. The number is
// read as spreadsheets write it (0612…, 0033…, 06 12 34 56 78).

export interface ListedOptOut {
  e164: string;
  /** Absent where the row names none. */
  scope?: string;
  /** Epoch ms; absent where the row gives no date. */
  at?: number;
  /** Remark of the row, for the record; without anything that looks like a number. */
  remark: string;
  /** The row does not plainly say that it is an opt-out. */
  isAssumed?: true;
}

type RowCode = PhoneRefusalCode | 'SCOPE_MISSING' | 'SCOPE_WRONG' | 'SCOPE_UNKNOWN' | 'AT_UNREADABLE' | 'AT_FUTURE';

interface RowRefusal {
  code: RowCode;
  detail: string;
}

/** Index of each column; -1 if the file has no such column. */
export interface ListColumns {
  phone: number;
  scope: number;
  at: number;
  source: number;
  reason: number;
}

const HOME_COUNTRY = 'FR';
/** Clocks differ by less. */
const SKEW_MS = 300_000;
const MAX_REMARK_LENGTH = 200;
const NAMES: Record<keyof ListColumns, string[]> = {
  phone: ['phone', 'msisdn', 'mobile', 'portable', 'telephone', 'numero', 'number', 'gsm', 'tel'],
  scope: ['scope', 'advertiser_id', 'advertiserid'],
  at: ['at', 'date', 'opted_out_at', 'unsubscribed_at', 'date_stop', 'date de desinscription'],
  source: ['source'],
  reason: ['reason', 'motif'],
};

/** Columns are known by name, in any case, with or without accents; undefined when none is one of numbers. */
export function listColumns(headers: readonly string[]): ListColumns | undefined {
  const plain = headers.map((name) => name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, ''));
  const indexOf = (names: string[]) => names.map((name) => plain.indexOf(name)).find((index) => index >= 0) ?? -1;
  const columns = Object.fromEntries(Object.entries(NAMES).map(([column, names]) => [column, indexOf(names)]));
  return columns['phone'] === -1 ? undefined : (columns as unknown as ListColumns);
}

/** @param now - epoch ms; a refusal's detail never repeats the number */
export function listedOptOut(
  columns: ListColumns,
  values: readonly string[],
  now: number,
  phoneAt = columns.phone,
): Result<ListedOptOut, RowRefusal> {
  const value = (column: keyof ListColumns): string => values[columns[column]] ?? '';
  const phone = readPhone(values[phoneAt] ?? '', HOME_COUNTRY);
  if (!phone.ok) return phone;
  const scope = value('scope');
  if (scope !== '' && !SCOPE.test(scope)) {
    return refused({ code: 'SCOPE_WRONG', detail: 'scope must be *, an advertiser id, or <advertiser id>/<stream>.' });
  }
  const written = value('at');
  const at = writtenInstant(written);
  if (written !== '' && at === undefined) {
    return refused({ code: 'AT_UNREADABLE', detail: `at is not a date. Write ${WRITTEN_INSTANT_FORMS}, or nothing.` });
  }
  if (at !== undefined && at > now + SKEW_MS) {
    return refused({ code: 'AT_FUTURE', detail: 'at has not come yet, so nobody can have opted out then.' });
  }
  const said = [value('source'), value('reason')].filter((text) => text !== '').join(': ');
  return ok({
    e164: phone.value.e164,
    remark: maskNumbers(said.slice(0, MAX_REMARK_LENGTH)),
    ...(scope !== '' && { scope: lowerId(scope) }),
    ...(at !== undefined && { at }),
  });
}

const UUID_CHARACTERS = 36;

/** A stream's name is as it was given; an id has no case. */
const lowerId = (scope: string): string => scope.slice(0, UUID_CHARACTERS).toLowerCase() + scope.slice(UUID_CHARACTERS);
