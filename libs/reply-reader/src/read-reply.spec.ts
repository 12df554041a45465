import { readReply } from './read-reply';

test.each([
  ['STOP', 'FR', 'the keyword "stop" and nothing else'],
  ['stop svp', 'FR', 'the keyword "stop" with something visible added'],
  ['arrêtez vos sms', 'FR', 'asks to stop our messages: "arretez"'],
  ['Stop ?', 'FR', 'the keyword "stop" as a question'],
  ['J’ai déjà envoyé STOP', 'FR', 'an earlier request: "stop"'],
  ['Don’t stop, love these deals', 'US', 'negated stop: "stop"'],
  ['stopper le rdv de mardi?', 'FR', 'about something else: "stopper"'],
  ['> Untel : -20 %. STOP au 36180', 'FR', 'our message quoted, nothing added'],
  ['', 'FR', 'nothing visible'],
])('the reason for %p in %s names the evidence', (text, country, reason) => {
  expect(readReply(text, country).reason).toBe(reason);
});

describe('STOP to every advertiser', () => {
  test.each([
    ['STOP ALL', 'GB'],
    ['stopall', 'FR'],
    ['STOP TOUT', 'FR'],
    ['stoptout', 'FR'],
    ['Stoppez tout', 'FR'],
    ['stop everything please', 'US'],
    ['alles stoppen', 'DE'],
  ])('%p in %s reaches all of them', (text, country) => {
    expect(readReply(text, country)).toMatchObject({ stopAll: true });
  });

  test.each([
    ['STOP', 'FR'],
    ['stop tous vos sms', 'FR'],
    ['Stop all messages', 'GB'],
    ['Veuillez cesser tout envoi', 'FR'],
  ])('%p in %s reaches the one who wrote', (text, country) => {
    expect(readReply(text, country).stopAll).toBeUndefined();
  });
});

describe('an insult', () => {
  test('asks for nothing, and is flagged', () => {
    expect(readReply("bande d'escrocs", 'FR')).toMatchObject({ tier: 'none', flag: true });
  });

  test('does not weaken a request, and is flagged', () => {
    expect(readReply('STOP bande de voleurs', 'FR')).toMatchObject({ tier: 'clear', flag: true });
  });

  test('is not seen in a polite reply', () => {
    expect(readReply('stop svp', 'FR').flag).toBeUndefined();
  });
});

describe('a keyword means what its country says', () => {
  test.each([
    ['BAJA', 'ES', 'exact'],
    ['BAJA', 'FR', 'likely'],
    ['STOPP', 'DE', 'exact'],
    ['STOPP', 'FR', 'clear'],
    ['UNSUBSCRIBE', 'US', 'exact'],
    ['UNSUBSCRIBE', 'FR', 'clear'],
    ['ARRET', 'RE', 'exact'],
    ['ABMELDEN', 'DE', 'clear'],
    ['ABMELDEN', 'CH', 'exact'],
    ['END', 'US', 'exact'],
    ['STOP', 'ZZ', 'exact'],
  ])('%p in %s is %s', (text, country, tier) => {
    expect(readReply(text, country).tier).toBe(tier);
  });
});

test('a number or a name in the reply never reaches the reason', () => {
  for (const text of [
    'STOP 0639980142',
    'STOP36180 Durand',
    'arrêtez Mme Durand 0639980142',
    'SPAM 0639980017 Durand',
  ]) {
    const { reason, keyword = '' } = readReply(text, 'FR');
    expect(`${reason} ${keyword}`).not.toMatch(/\d{4}|durand/i);
  }
});
