import { refuse } from './refusal.mjs';

// A number as people write it, as the E.164 numbers that it can be. The seal shows which one is meant: it holds for one alone.

/** Calling code and trunk prefix of the countries of recipients, by region; overseas France has codes of its own. */
const REGIONS = {
  ...{ FR: ['33', '0'], GP: ['590', '0'], BL: ['590', '0'], MF: ['590', '0'], MQ: ['596', '0'], GF: ['594', '0'] },
  ...{ RE: ['262', '0'], YT: ['262', '0'], PM: ['508', '0'], NC: ['687', ''], PF: ['689', ''], WF: ['681', ''] },
  ...{ BE: ['32', '0'], LU: ['352', ''], CH: ['41', '0'], DE: ['49', '0'], AT: ['43', '0'], NL: ['31', '0'] },
  ...{ ES: ['34', ''], PT: ['351', ''], IT: ['39', ''], GB: ['44', '0'], IE: ['353', '0'], PL: ['48', ''] },
  ...{ SE: ['46', '0'], DK: ['45', ''], NO: ['47', ''], FI: ['358', '0'], US: ['1', '1'], CA: ['1', '1'] },
};

/** @param region - where the recipient of the message is */
export function numbersMeant(written, region) {
  const typed = written
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const isNumber = /^\(?\+?[\d\s().,/\p{Pd}]+$/u.test(typed);
  const digits = typed.replace(/\(\s*0\s*\)/, '').replace(/\D/g, '');
  if (!isNumber || digits.length < 4) refuse('--phone is no number. Write it as 06 39 98 00 12 or +33639980012.');
  if (typed.includes('+')) return [`+${digits}`];
  if (digits.startsWith('00')) return [`+${digits.slice(2)}`];
  const [code, trunk] = Object.hasOwn(REGIONS, region) ? REGIONS[region] : [];
  if (code === undefined)
    refuse(
      `how numbers of ${region ?? 'its country'} are written at home is not known here. Write it with its country code, such as +33.`,
    );
  const national = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
  return [`+${code}${national}`, `+${digits}`];
}
