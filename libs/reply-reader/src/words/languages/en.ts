import type { Language } from '../role';

/** English, British and American, as typed on a phone. Contractions arrive joined: "don't" is `dont`. */
export const en: Language = {
  words: {
    cease: 'cease desist stopping discontinue',
    ceased: 'stopped stops',
    unsub: `unsub* unsubscri* optout deregister unsubscribe unsubscribed unsubscribing desubscri* unsubcri* unsubs*`,
    remove: 'rmv rmve remove removed delete deleted erase erased',
    cancel: 'cancel revoke withdraw',
    object: 'object',
    consent: 'consent permission',
    block: 'block blocking blocked',
    ours: `
      text texts txt txts message messages msg msgs advert adverts advertising advertisement advertisements
      ads ad notifications notification newsletter alerts communications junk`,
    promo: 'promotion promotions promotional offer offers deals coupons',
    list: 'list lists database records system contacts file files',
    number: 'nmbr nmber number numbers phone details data cell mobile',
    all: 'everything',
    it: 'it this that anything',
    subscription: 'subscription subscriptions',
    send: `
      send sending texting txting messaging contact contacting contacted bother bothering bothered harass
      txtin textin sendin messagin harassing pester pestering solicit bombard bombarding spamming hassling bugging`,
    sent: 'sent texted messaged',
    call: 'call calling calls phoning ringing',
    receive: 'receive receiving',
    received: 'get getting got received receives',
    want: 'want wanna wish wanted',
    ask: `asked ask request requested requesting demand tell telling beg asking`,
    must: 'must should has needs need have',
    can: 'cud can could possible able may will would',
    cannot: 'cant cannot couldnt unable',
    here: 'here',
    said: 'said say told replied typed written saying',
    works: 'work works working',
    continue: 'continue keep',
    neg: `dnt dinnae didnae cannae doesnae not dont doesnt didnt isnt arent never wont havent hasnt aint wouldnt nor `,
    no: 'no zero',
    refuse: 'refuse forbid decline',
    since: 'since',
    nothing: 'nothing nothin nuffin nowt none',
    more: 'agn mor mair more anymore again further longer another other',
    still: 'still yet',
    hedge: 'maybe perhaps possibly probably think guess dunno unsure might',
    joke: 'kidding joking joke',
    limit: `
      tomorrow monday tuesday wednesday thursday friday saturday saturdays sunday sundays weekend weekends
      evening evenings morning night nights tonight until till january february april june july august september october
      november december christmas temporarily before after during only hour hours week month`,
    if: `if unless except`,
    fewer: 'fewer less',
    mistake: 'mistake accident accidentally mistakenly',
    question: 'what when where why which does is are do whats wheres',
    how: 'how hows',
    rhetorical: 'understand understood capiche clear',
    price: 'cost costs charged charge fee free',
    i: 'i im ive ill we',
    you: 'yall you u ya youre youve',
    third: 'he she they who nobody him her them his',
    me: 'me us',
    my: 'my our',
    yours: 'your ur yr',
    article: 'the a an',
    these: 'these those all any such',
    prep: 'to of with from off out on for in by about',
    at: 'at near',
    aux: 'am was were be been had did being',
    conj: 'and but or because so cos cuz else otherwise',
    polite: `xx xxx cheerio thanks thank cheers regards kindly sincerely ty tks sorry apologies ta`,
    greet: 'm8 mister hello hi hey dear sir madam mate guys folks',
    intens: `
      now immediately right already really just ever ffs asap completely permanently forever damn bloody
      fucking freaking god jesus every day today always very stupid unwanted unsolicited hence`,
    decline: 'nope nah',
    agree: 'yes yeah yep sure confirmed',
    praise: 'great love loving awesome amazing nice perfect brilliant lovely excellent enjoy cool',
    insult: `
      idiot idiots moron morons asshole assholes bastard bastards wanker wankers twat scumbag scumbags crooks
      thieves bitch dickhead prick cunt cunts fuckers fucker pricks`,
    threat: 'ccpa canspam lawyer attorney lawsuit ftc fcc ico police tcpa solicitor harassment ofcom pecr',
    fedup: `enough annoyed annoying ridiculous relentless ugh`,
    ended: 'deceased',
    help: 'help',
    info: 'information',
    resume: 'resubscri*',
    restart: 'restart',
    subscribe: 'subscribe subscribed signed register registered',
    report: 'report reporting reported',
    scam: 'fraud fraudulent fraudsters',
    other: `
      appointment appointments order orders booking reservation bus train delivery parcel package smoking
      smiling laughing crying shop check movie game contract insurance payment bill flight table meeting
      raining car engine product item size membership trip refund return eating drinking thinking coffee lunch magazine catalog catalogue lease cheque debit lesson lessons gym class classes yoga practice school
      milk onions onion cheese sauce pizza pepperoni burger cake dinner room hotel petrol gas fuel station road street sign
      parking permit rental tenancy rent mortgage loan bank card account password app website login laptop watch tap
      dog cat baby kids son daughter haircut dentist doctor surgery nurse prescription medication antibiotics vaccine
      ticket tickets concert party bbq barbecue wedding birthday job repair warranty refill pool pipe heating
      boiler roof water electricity machine printer policy plan claim`,
  },
  phrases: {
    remove: `get|getting rid of`,
    break: `exclamation mark|point; question mark; full stop; comma`,
    cease: `
      make it|this|these stop; end these|this|the|all texts|messages|spam;
      stp|stap txtin|txting|texting|textin|msgin|msging|messaging|messagin|sendin|sending|callin|calling me|us|_;
      quit texting|sending|messaging|contacting|bothering|calling|spamming|it`,
    neg: `do not; does not; did not; no longer; no need to; dont have to; there is no reason to`,
    unsub: `
      opt me|us|_ out; opting out; opted out; sign me off; i want out; want|get off this|the|your list|thing;
      off your|the|this|ur list|database|system; count me out; take me|us|this|my off;
      take me|us out of your|the|this list|database|system; get me|us off; take my number|name|details off|out;
      un subscribe; get|take my number|name|details off|out; end|cancel|quit all; remove me; take off the|your|this|_ list`,
    all: 'all of it|them|this',
    conj: 'dont|not|never forget|hesitate; forget not',
    want: 'id|would like|love',
    asks: `
      do not|dont use|share|sell|process my number|data|details|_;
      refrain|desist|abstain from sending|contacting|texting|messaging|any|further; register|tps remove it|me|my; would remove|delete|take my|me name|number|details|off|from from|off|_;
      gonnae|gonna no|not|stop send|text|message|dae|txt|textin|texting|sendin|sending; please|plz|pls no|not send|sending|text|message|messages|sms more|me|this|_; no|not|stop sendin|textin|messagin me|us; no want message|messages|sms|receive;
      i not|no want|like|wish message|messages|sms|receive|get; would|will you|ye ever stop`,
    object: `
      right to erasure|object|be|opt; object to the|any|all|your|_ processing|use|marketing|messages|texts; article|section|art # of|_ the|_ uk|_ gdpr|rgpd|dsgvo;  under gdpr|pecr|tcpa|ccpa;      do not have my|_ permission|consent; dont have my|_ permission|consent; no consent;
      withdraw my|_ consent; revoke my|_ consent`,
    alone: `
      gie|gies us|me|_ peace; leave me|us|this|my alone|be|number; lose my|this number; go away; bugger|sod|naff off; forget me;
      get lost; jog|bog|do on|off|one; forget my number; knock it off; cut it out; give it a rest; back off; never contact me; pack it in`,
    polite:
      'if you dont|wouldnt mind; would be obliged|grateful|glad if you would|could; thank you; many thanks; kind|best|warm regards; if possible; if you could; would you mind',
    greet: 'good morning|afternoon|evening|day; have a nice|good|great day|weekend|one',
    intens: `
      right now; right away; at once; from now on; straight away; for good; once and for all;
      for the love of god; over and over; every day|single day|_; all the time; as soon as possible`,
    fewer: 'not so many; so often; only one; per month|week; less often; as often',
    joke: 'in the name of love; cant stop wont stop; stop hammer time; dont stop believing',
    hedge: 'not sure; or not; i guess; im not sure; dont know',
    limit: `for now; for today; at night; before|after # am|pm|_; in the morning|evening; on weekdays|weekends; during the week`,
    rhetorical: `
      how many times; how hard is it; what part of; which part of; do i have|need to; ok yet;
      do you understand; got it; when will you; is that clear; do you even read`,
    cannot: 'not able to|_; doesnt let; wont let',
    if: 'as long as; next time',
    third: 'no one',
    how: 'how do|can|would|to i|we|one|you|_; what do i do; where do|can i; is there a|any way; whats the way',
    stranger: `
      wrong number|person|guy|lady|contact|no; not my number; no one|body by that name; nobody by that name; not the right person;
      not his|her|their number|phone; im not him|her; im not the|that|this person|guy|woman; this isnt|is not|_ him|her|me;
      dont know anyone by|called|named; incorrect|bad number; not this person; doesnt live here; no longer has this number;
      number now|_ belongs to; have wrong number|person; not me; thats not me; isnt me; just|only|recently got this|a|my new|_ number`,
    wrong: `
      wrong phone|address|house; not my phone; never heard of; who is that name; this isnt; im not the|that|this one;
      dont know anyone; you are mistaken`,
    send: 'text|txt|message|msg|dm me|us agen|agn|agin|nomor|anymor|_; text|txt|msg|message dis|this number|nmbr|nmber|num; text|txt this|my number; text|txt again|anymore',
    ended: `
      left the|your gym|club|school|company|team|area|choir|programme|program;
      not a customer|client|member; no longer a customer|client|member|with; passed away;
      husband|wife|mother|father|mum|dad|son|he|she died; he|she is|s dead; ive|i|we|have moved;
      no longer work|live; work there|here anymore; moved away|out|house; dont live here|there;
      not your customer|client; closed my account; sold my|the car|house; cancelled|canceled my membership|account|subscription; left the company; im|i retired; is dead; out of business; we closed`,
    decline: `
      already got|have|own one|it|mine; no need thanks|thank|ta;
      not interested; no interest; no thanks; no thank you; no ta; im good thanks|thank; dont need; not for me;
      dont care; not now|today thanks|thank|_; no thx; uninterested; dont want it|this|that; not for us; ill pass; all set thanks|thank; im all set; not at this time; cant afford it; already have one; not my thing; no way`,
    fedup: `
      you text|message|txt me every|all|too|constantly; # texts|messages|ads this|a|in|today|every|per;
      fed up; you again; sick of; tired of; had enough; never signed|asked|subscribed|agreed|consented|gave;
      didnt sign|ask|subscribe|agree|consent; every single day; keep sending|texting|getting|messaging;
      driving me mad|crazy|nuts; getting annoying; not again; why do you keep; this is harassment; please enough; another text|message|ad|promo; whats with all|the; so many texts|messages`,
    other: `
      stop by|over|in|off|at; stops by|over|in|off|at; one stop; bus|train|tube|tram stop|stops;
      stopping by|at|over; what time; old number; next|nearest|last|full|rest|truck stop;
      cant|couldnt|wont|not stop smiling|laughing|thinking|loving|wearing|eating; non stop; no end;
      stop sign|button|light|lights; door stop; stop watch`,
    toomuch: `too many; too much; getting too many; way too many`,
    insult: 'fuck you; fuck off; piss off; screw you; go to hell; you suck; bunch of',
    threat: `article|section 17|21; legal action; small claims; take you to court; sue you; see you in court; ill|will|gonna sue; see my lawyer`,
    who: `
      who is|s behind this|these|it; which|what company|business|shop|firm is behind|sending this|these|it; identity of the sender; who is|was the|this sender; whos the sender;
      dont|not have|got this|your|ur number saved|stored|in; havent got|saved this|your|ur number saved|stored|in|_; number isnt saved|stored; number is not saved|stored; not|isnt in my contacts|phonebook;
      which|what shop|store|business|firm|organisation is|_ this|it|_; who sent me|this|these this|these|_; your company|companys name; do we know each;
      who is this|it|that|texting; whos this|that|it; who are you|u; who r u|you; who dis|this;
      which|what company is|are|_ this|you|_; how did|do you get|have|got my number;
      where did you get my number; do i know you|u; how you got my number; what is this number|company;
      who sent this; whose number; identify yourself; new phone who dis|this; whats this about; who are you with; who is texting; what business is this; your name; who am i|we talking|speaking|texting; who is it; who are they`,
    help: 'what|which|where do|should|must|am i|we to|supposed|_ to|_ press|click|tap|push; which|what button; how does|do this|it|that|these work; how do i|we use this|it; open|use the|your|this link; link does|doesnt|doest|not|isnt not|work|open|working|_ work|open|_; help me; need help; more info|information|details; can you help; need assistance; tell me more',
    resume: `
      want the|your|my texts|messages|txts back;
      opt in; opt me in; sign me up; re subscribe; start again; start sending;
      send me texts|messages|offers again; put me back; add me back; subscribe me; count me in; ignore my stop;
      want back in|on; opt|sign|put|add|get me back in|on|up; back on the|your list`,
    auto: `
      automatic reply|response; auto reply|response|responder; automated reply|response|message; out of office;
      out of the office; on annual|maternity|vacation leave|_; away from my|the desk|office|phone; inbox|number is not monitored; not monitored; we are closed|away; we are currently closed; thanks for your message; thank you for your message; with do not disturb; not receiving notifications`,
    busy: `
      im driving; im in a meeting; in a meeting; cant talk; call you later|back;
      ill call|text|ring|get you|back; on my way; driving right now|now; at work will|ill; will reply later; reply later`,
    liked: 'liked; loved; laughed at; emphasized; emphasised; reacted; questioned; removed a|an; hearted',
    disliked: 'disliked; thumbs down',
    ad: 'off today|everything|all; free delivery|shipping; sale; today only; use code; shop now',
  },
};
