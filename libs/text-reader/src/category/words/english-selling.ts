import { type Phrase, anyOf, phrase } from '../phrases';

// English words that sell without naming a discount, and that no transaction excuses.

export const ENGLISH_SELLING: readonly Phrase[] = [
  phrase(
    'MULTI_BUY',
    anyOf`
      [2-9] for (?:the price of )?[1-9]; two for (?:one|[0-9£$€]+); [2-9] for [£$€]…; bogo
      buy (?:one|1|two|2|[0-9])[ ,:].{0,15}get
      (?:second|third|2nd|3rd)[ ,:].{0,20}(?:half|free|off)
    `,
  ),
  phrase(
    'GIFT',
    anyOf`
      free (?:gift|month|trial|shipping|delivery|week|class|session|coffee|drink|dessert|lesson|upgrade|quote|entry)
      on the house; first [a-z]+ (?:is )?(?:free|on us); and get [0-9£$€]…; get [£$€]?[0-9]+ (?:gbp|eur|usd|back|off)
      our treat; for a treat
      (?:first|a|one|two) (?:month|week|class|session)s? (?:is |are )?(?:free|on us)
      a (?:little )?(?:something|surprise|gift|treat)[ ,:].{0,15}(?:waiting|for you); double points
      bonus points; complimentary; for nothing
    `,
    anyOf`(?:free )?trial (?:ends|ended|expires|is over|has ended|was cancelled|period)`,
  ),
  phrase(
    'PRIZE',
    anyOf`
      (?:to|could|can|and|you) win; win (?:a|an|up|tickets|prizes); win [0-9£$€]…; prize draw; giveaway
      chance to win; sweepstakes?; raffle
    `,
  ),
  phrase(
    'REFERRAL',
    anyOf`
      refer (?:a|your) friends?; bring (?:a|your) (?:friend|mate|colleague)s?; invite (?:a|your) friends?
      tell a friend
    `,
  ),
  phrase(
    'LOYALTY_PUSH',
    anyOf`
      (?:points?|rewards?|credits?)[ ,:].{0,30}(?:to spend|expires?|runs? out|before|until|to use|ends?)
      (?:use|spend|redeem|double) your[ ,:].{0,15}(?:points?|rewards?|credits?); use it or lose it
      earn (?:double|extra|bonus); spend[ ,:].{0,12}more
      (?:silver|gold|platinum|vip) (?:status|member|tier|perks|benefits)
      upgraded to (?:silver|gold|platinum|vip|premium); (?:your|new|member) perks
    `,
    anyOf`licen[cs]e; access points?; phone credit`,
  ),
  phrase(
    'BASKET',
    anyOf`
      (?:left|forgot) (?:something|items?|these)[ ,:].{0,15}(?:basket|cart|bag)
      (?:your|the) (?:basket|cart|bag) (?:is|will|misses|expires|has)
      (?:saved|kept|holding)[ ,:].{0,12}(?:basket|cart|bag); in your (?:basket|cart); check ?out now
      complete your (?:order|purchase); still thinking; selling fast
    `,
  ),
  phrase(
    'BACK_IN_STOCK',
    anyOf`
      back in (?:stock|store); restocked; available again; price (?:has )?dropped
      now (?:cheaper|lower)
    `,
    anyOf`service; network; water; power; app; site; lift; website; line`,
  ),
  phrase(
    'GREETING',
    anyOf`
      (?:happy|merry) (?:birthday|new year|christmas|xmas|holidays?|easter|anniversary|thanksgiving|valentine.s day|mother.s day|father.s day|diwali|eid)
      season.?s greetings; thinking of you; with love from; best wishes; birthday (?:month|treat|wishes)
      warm(?:est)? wishes
    `,
  ),
  phrase(
    'SHOP_EVENT',
    anyOf`
      you.?re invited; you are invited; open (?:day|house|evening); private (?:viewing|view|evening|event)
      launch party; preview; showroom; tasting; pop in; live (?:jazz|music); meet (?:our|the) team
    `,
    anyOf`parents?; interview; meeting; hearing`,
  ),
  phrase(
    'NEW_RANGE',
    anyOf`
      (?:new|winter|summer|autumn|spring) (?:collection|range|menu|season|arrivals?|line)
      (?:has|have) (?:landed|arrived) (?:at|in store|in); what.?s new; new in; now open; grand opening
      opening (?:soon|saturday|sunday); just landed; brand new
    `,
    anyOf`your new; parcel; package; order; visitor; driver; guest`,
  ),
  phrase(
    'WIN_BACK',
    anyOf`we miss you; we.ve missed you; come back (?:to|and|for); it.s been a while; long time no see`,
  ),
  phrase(
    'ELIGIBLE',
    anyOf`
      pre-?(?:approved|selected|qualified|accepted)
      you (?:qualify|are eligible|have been selected|.ve been selected)
    `,
  ),
  phrase(
    'UPSELL',
    anyOf`
      upgrade (?:to|now|today|your); switch to (?:annual|gold|premium|pro|our); treat yourself
      add (?:a|an|the); our new; new ?:; why not; can also (?:cover|include|get); did you know; trade in
      want more; move to our; sell your; invest (?:from|in|now|today); ask about; while you.?re here
      would you like (?:a|to see|to try); see our; pick up a second; go premium
    `,
    anyOf`add (?:a|an|the) (?:photo|document|note|date)`,
  ),
];
