import { type Phrase, anyOf, phrase } from '../phrases';

// English ways of putting an offer forward by its shape: see french-offers.ts.

const GRANTED =
  'rewards?|vouchers?|credits?|coupons?|bonus|gifts?|perks?|discounts?|points?|offers?|benefits?|treats?|stamps?|savings|cash|birthday [a-z]+|[£$€][0-9]+ [a-z]+';
const NO_GRANT = anyOf`
  credit (?:card|limit|score|check|report|agreement|note|union); savings (?:account|plan) [0-9]…; tax credit…
  benefits? (?:claim|office|payment|enrol[a-z]*); licen[cs]e; access points?; phone credit; cancelled; refunded
  data points?
`;

export const ENGLISH_OFFERS: readonly Phrase[] = [
  phrase(
    'STUDY',
    anyOf`market research; opinion poll; your (?:opinion|views?) (?:on|about) (?:the|our|[a-z]+s) ; which brands?; consumer (?:survey|panel)`,
  ),
  phrase(
    'DISCOUNT',
    anyOf`(?:dropped|cut|reduced|slashed|lowered) (?:the|our|its|their) prices?; for half(?: price)?(?= *[.!?,]|$); skip the (?:fee|queue)s?; (?:your|the) next (?:order|visit|one|box|ride|purchase|meal|coffee|stay|trip)[ ,:].{0,20}(?:off|free|half|[£$€])…; review us; (?:stars?|reviews?|rate us)[ ,:].{0,25}(?:get|earn|win|free|back)(?: you)?; know a good [a-z]+`,
  ),
  phrase(
    'SLOGAN',
    anyOf`people like you; treat for; dream [a-z]+; [a-z]+ body; so (?:is|are) (?:the|our)…; roses? (?:is|are) red; a dozen; just landed; come and (?:talk|see|say|try|taste)…; quid; bucks`,
  ),
  phrase(
    'LOYALTY_PUSH',
    anyOf`
      (?:your|a|an|[0-9]+|the) (?:[a-z]+ )?(?:${GRANTED}) (?:[a-z0-9£$'-]+ ){0,4}(?:expires?|expiring|ends?|waiting|unused|to use|to spend|left|lost|gone|ready to (?:use|spend)|won.t last|will be lost|runs? out|doubles?|doubled)
      (?:claim|unlock|activate|redeem|use|spend|enjoy) (?:your|a|an|my) (?:[a-z]+ )?(?:${GRANTED})
      points? (?:x ?[2-9]|are doubled|double)
      [0-9]+ (?:more )?(?:points?|stamps?|visits?|coffees?) (?:away|to go|until|from)
    `,
    NO_GRANT,
  ),
  phrase(
    'MULTI_BUY',
    anyOf`
      buy [0-9a-z]+ .{0,20}get; (?:spend|order) (?:over )?[£$€] ?[0-9]+ .{0,25}(?:get|save|free|back|off)
      [0-9] for [0-9]+ ?(?:gbp|eur|usd|dollars|pounds|€); when you (?:spend|buy|order|book|join)
      with (?:any|every) (?:order|purchase|drink|meal|main|coffee|booking|pizza); one get one; kids eat; eat free
    `,
  ),
  phrase(
    'SCARCE',
    anyOf`
      last few; left at this price; (?:today|tonight|tomorrow|this (?:week|weekend|month|friday|saturday|sunday)) only
      only (?:today|tonight|this (?:week|weekend|month)); before (?:they.re|it.s|they are|it is) (?:all )?gone
      while (?:it|they|stocks?) lasts?; use it or lose it; now or never
      (?:limited|few) (?:spaces|places|edition|tickets|availability|stock|spots|seats|numbers)
      (?:selling|going|filling up) fast; must (?:end|go); everything must
      final (?:hours|call|reductions|clearance|weeks?)
      prices? (?:go|goes|going|rise|rises|increase)s? (?:up|on|soon|monday|tomorrow)…
      lock in (?:yours|your|the|today)…; don.t (?:miss|wait|delay); hours left; days left to; by popular demand
      early bird; be quick; last chance to (?:save|shop|book|buy|get|win|enter)
    `,
    anyOf`collect; parcel; return your; register to vote; tax; hand in; homework; re-?submit`,
  ),
  phrase(
    'ESTATE',
    anyOf`
      thinking of (?:selling|moving|letting); (?:free )?(?:home |property |market )?valuation(?:s)?; just listed
      new listing; (?:for|up for) sale; to let; (?:for|to) rent; open for viewings?
      viewings? (?:this|on|saturday|sunday|available|from); (?:buyers?|tenants?) (?:waiting|looking|ready|interested)
      sell(?:ing)? your (?:home|house|property|flat)
    `,
    anyOf`your (?:offer|viewing|valuation|sale|tenancy)`,
  ),
  phrase(
    'UPSELL',
    anyOf`
      could (?:save|be saving|get|earn|also|qualify); ask us about; for just; from just; from only; only [£$€]…
      just [£$€]…; starting (?:at|from) [£$€0-9]…; from [£$€] ?[0-9]…
      (?:tap|click|reply yes|text yes|apply) to (?:apply|claim|upgrade|add|get|order|buy|shop|switch|enrol)…
      bundl(?:e|ing); pre-?order
      we.ll (?:pay|beat|match|give|cover|throw in|buy)
      get (?:yours|it all|cover(?:ed)?|a quote|started|set|ready|moving|fit|up to|pre-?qualified|pre-?approved|protected|our)
      protect (?:your|what)…; go (?:unlimited|further|green|pro|electric); you.?(?:re| are) due an? (?:upgrade|treat)
      pick your; test drive; take a (?:test|tour|look); see what.s (?:new|on|waiting); can also
      we also (?:do|sell|offer|stock|fit); also (?:available|on offer); p\.?s\.?:? [a-z]…; make it a; add on
      extra (?:cheese|side)
      no[- ](?:obligation|impact|contract|fees?|obligation|strings|catch|deposit|interest); interest[- ]free
      0 ?% (?:apr|interest|for|finance|on); money back; satisfaction; best (?:price|rate|value)s?
      better (?:rate|price|deal|off); save (?:on|money|time and|more|big|[a-z]+ on); savings; cheap(?:er|est)?
      affordable; low(?:er|est)? (?:rates?|prices?|cost)
    `,
    anyOf`savings account; save (?:this|the) (?:number|date|message|code); can also (?:call|reply|cancel|pay|collect|ring); only [£$€][0-9.]+ (?:was|is|remains|left|outstanding)`,
  ),
  phrase(
    'BASKET',
    anyOf`(?:your|in the|saved) (?:basket|cart|wishlist|wish list|saved items|favou?rites); complete checkout; items? (?:is|are) (?:still )?waiting; check ?out (?:tonight|today|now|before)`,
    anyOf`order [0-9]…; delivered; payment`,
  ),
  phrase(
    'BACK_IN_STOCK',
    anyOf`(?:is|are|we.re) (?:finally |now )?back(?= |\.|!|$)(?! (?:on|to|up|in service|online|at school|home|tomorrow|by|from|office|with)); dropped in price; now lower; price has (?:fallen|dropped)`,
    anyOf`service; network; water; power; site; lift; website; line; heating; driver; card; teacher; dr; school; pupils`,
  ),
  phrase(
    'SLOGAN',
    anyOf`
      (?:valentine|christmas|easter|mother.s day|father.s day|halloween|black friday|summer|winter|back to school) (?:is|are|gifts?|menu|party|shopping|treats?|sorted|starts|deals?|hampers?|bookings?)…
      this (?:christmas|winter|summer|easter); the perfect (?:gift|present|way|night|excuse); fall in love
      like never before; made easy; you.ll love; no better (?:time|way); we.ve got you
      your (?:perfect|dream|next) (?:home|holiday|gift|outfit|car|look|adventure|job)…
      it.s (?:time|never too)[ ,:].{0,8}(?:treat|shop|upgrade|switch|late)…; feel (?:great|good|amazing)
      new year,? new; [a-z]+ season is here; (?:is|are) here!?$; see you soon\?; worth it; kick back; sit back
    `,
  ),
  phrase(
    'CHARITY',
    anyOf`
      please (?:give|donate|support); chip in
      feeds? (?:a|one|[0-9]+) (?:family|child|children|people|dogs?|families|meals?)
      (?:your|a) (?:support|kindness|generosity|gift of|donation of|monthly gift)…; sponsor (?:a|me|us)
      match(?:ed|ing)? (?:your|gift|every)
      [£$€][0-9]+ (?:can|could|will|buys|feeds|provides|helps|saves|gives|protects)
      help (?:a|them|children|families|save|feed|stop|us (?:hit|reach|save|fight))…; text give…; hit our goal; legacy
    `,
    anyOf`receipt; thank you for your (?:donation|gift|support); blood; ticket; it support; support team; customer support`,
  ),
  phrase(
    'POLITICAL',
    anyOf`
      knock on doors; door-?knocking; canvass[a-z]*; count on your (?:vote|support)
      for (?:mayor|senate|congress|governor|president|council|parliament|mp); on (?:election|polling) day
      make your voice; polls (?:are )?open; your (?:candidate|local councillor)s?
      vote (?:labour|conservative|green|reform|tory|republican|democrat|yes|no|[a-z]+ (?:for|on|this|next))
      (?:town hall|rally|campaign) (?:with|event|trail); re-?elect; petition
    `,
    anyOf`council tax; parking; postal vote; polling (?:station|place)`,
  ),
  phrase(
    'RECRUITING',
    anyOf`
      hiring
      (?:drivers?|staff|carers?|cleaners?|nurses?|chefs?|cashiers?|workers?|volunteers?) (?:needed|wanted|required)
      (?:an|per|/ ?) ?hour; immediate start; good tips; start (?:now|immediately|monday)
      (?:apply|cv) (?:at|to|by|via|here)…; reply job; text job
      job (?:alert|opportunit[a-z]+|fair|openings?|vacanc[a-z]+); work from home; extra income; side hustle
      be your own boss; franchise; we need (?:you|drivers|staff|volunteers|people)…
      earn (?:[£$€]|from|money|extra|more)…; open (?:roles?|positions?)
    `,
    anyOf`your (?:application|interview|shift|contract|hourly|rate); charged; parking; overtime; payslip; per hour of; delay…; within an hour; in an hour; an hour (?:late|away|early|before|after)`,
  ),
  phrase(
    'CONSENT_REQUEST',
    anyOf`
      (?:can|may|could) we (?:text|e-?mail|call|contact|message|send) you (?:when|with|about our|offers|news)…
      (?:get|receive|hear|be first to (?:know|hear)|sign up|opt in|join|subscribe)[ ,:].{0,25}(?:exclusive|deals|special offers|offers (?:by|via|from)|our news|discounts|promotions|new arrivals|vip (?:list|club)|mailing list|text club)
    `,
    anyOf`no longer; unsubscribed; opted out; stop receiving; not receive`,
  ),
];
