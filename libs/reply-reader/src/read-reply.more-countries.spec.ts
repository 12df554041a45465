// Countries of which only set phrases of the language are known: the keywords of their packs, requests, and what asks for nothing.
import { misreadings } from './fixtures/reading-by-rules';
import type { Tier } from './reading';
import { readReply } from './read-reply';

const OPT_OUTS: Tier[] = ['exact', 'clear', 'likely'];

test('keywords and requests opt out', () => {
  expect(
    misreadings(
      [
        ...['STOP', 'Stop.', 'STOPP', 'abmelden', 'Bitte melden Sie mich ab', 'Keine Werbung mehr bitte'].map(
          (text) => ['AT', text] as const,
        ),
        ...['STOP', 'QUIT', 'unsubscribe', 'opt out', 'Please stop texting me', 'take me off your list'].map(
          (text) => ['IE', text] as const,
        ),
        ...[
          'STOP',
          'PARAR',
          'sair',
          'Cancelar',
          'REMOVER',
          'Não quero receber mais mensagens',
          'Parem de me enviar SMS',
        ].map((text) => ['PT', text] as const),
        ...[
          'STOP',
          'REZYGNUJĘ',
          'wypisz',
          'koniec',
          'Usuń',
          'Proszę nie wysyłać mi więcej SMS',
          'nie chcę więcej reklam',
        ].map((text) => ['PL', text] as const),
        ...[
          'STOP',
          'STOPP',
          'avsluta',
          'Sluta',
          'Avregistrera mig',
          'Sluta skicka sms',
          'Skicka inga fler sms',
          'ta bort mitt nummer',
        ].map((text) => ['SE', text] as const),
      ],
      OPT_OUTS,
      readReply,
    ),
  ).toEqual([]);
});

test('other texts ask for nothing', () => {
  expect(
    misreadings(
      [
        ['AT', 'Wann haben Sie am Samstag offen?'],
        ['IE', 'What time do you open on Saturday?'],
        ['PT', 'A que horas abrem no sábado?'],
        ['PT', 'Obrigado, vou passar amanhã'],
        ['PL', 'O której otwieracie w sobotę?'],
        ['PL', 'Dziękuję, będę jutro'],
        ['SE', 'När öppnar ni på lördag?'],
        ['SE', 'Tack, jag kommer i morgon'],
      ],
      ['none', 'contact', 'help', 'start', 'report'],
      readReply,
    ),
  ).toEqual([]);
});

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
