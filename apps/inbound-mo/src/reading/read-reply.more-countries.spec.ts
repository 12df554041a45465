// Countries of which only set phrases of the language are known: the keywords of their packs, requests, and what asks for nothing.
import { readReply } from './read-reply';

const OPT_OUTS = ['exact', 'clear', 'likely'];

test.each([
  ...['STOP', 'Stop.', 'STOPP', 'abmelden', 'Bitte melden Sie mich ab', 'Keine Werbung mehr bitte'].map((text) => [
    'AT',
    text,
  ]),
  ...['STOP', 'QUIT', 'unsubscribe', 'opt out', 'Please stop texting me', 'take me off your list'].map((text) => [
    'IE',
    text,
  ]),
  ...['STOP', 'PARAR', 'sair', 'Cancelar', 'REMOVER', 'Não quero receber mais mensagens', 'Parem de me enviar SMS'].map(
    (text) => ['PT', text],
  ),
  ...[
    'STOP',
    'REZYGNUJĘ',
    'wypisz',
    'koniec',
    'Usuń',
    'Proszę nie wysyłać mi więcej SMS',
    'nie chcę więcej reklam',
  ].map((text) => ['PL', text]),
  ...[
    'STOP',
    'STOPP',
    'avsluta',
    'Sluta',
    'Avregistrera mig',
    'Sluta skicka sms',
    'Skicka inga fler sms',
    'ta bort mitt nummer',
  ].map((text) => ['SE', text]),
])('%s: %s opts out', (country, text) => expect(OPT_OUTS).toContain(readReply(text ?? '', country ?? '').tier));

test.each([
  ['AT', 'Wann haben Sie am Samstag offen?'],
  ['IE', 'What time do you open on Saturday?'],
  ['PT', 'A que horas abrem no sábado?'],
  ['PT', 'Obrigado, vou passar amanhã'],
  ['PL', 'O której otwieracie w sobotę?'],
  ['PL', 'Dziękuję, będę jutro'],
  ['SE', 'När öppnar ni på lördag?'],
  ['SE', 'Tack, jag kommer i morgon'],
])('%s: %s asks for nothing', (country, text) => expect(OPT_OUTS).not.toContain(readReply(text, country).tier));

test.each([
  ['PT', 'AJUDA'],
  ['PL', 'POMOC'],
  ['SE', 'HJÄLP'],
  ['AT', 'HILFE'],
])('%s: %s asks for help', (country, text) => expect(readReply(text, country).tier).toBe('help'));

test.each([
  ['FR', 'Koniec'],
  ['FR', 'sair'],
  ['FR', 'sluta'],
])('%s: %s of another country is likely at most', (country, text) =>
  expect(readReply(text, country).tier).toBe('likely'),
);
