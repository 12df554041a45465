import type { PageTexts } from '../page-texts';

// Names are not declined, so each follows a noun that is.
export const pl: PageTexts = {
  language: 'Polski',
  languages: 'Język',
  thisSender: 'ten nadawca',
  button: 'Nie chcę więcej reklam',
  stays: 'Potrzebne SMS-y tego samego nadawcy (wizyty, zamówienia, dostawy) będą nadal przychodzić.',
  back: (name) => `Jeśli zmienisz zdanie, wystarczy ponownie zapisać się na SMS-y nadawcy: ${name}.`,
  answerStop: 'Jeśli SMS przyszedł z numeru, na który można odpisać, możesz też odpisać STOP.',
  ask: {
    title: (name) => `Nie otrzymywać więcej reklamowych SMS-ów nadawcy: ${name}?`,
    text: (who) =>
      `Naciśnij przycisk jeden raz, a wszystkie reklamowe SMS-y nadawcy: ${who} na numer, który otrzymał ten link, ustaną. To nic nie kosztuje i niczego więcej nie trzeba.`,
  },
  done: {
    title: 'Rezygnacja została przyjęta',
    text: (who) => `Nie otrzymasz więcej reklamowych SMS-ów nadawcy: ${who}.`,
    rest: 'Nie musisz robić nic więcej i możesz zamknąć tę stronę. SMS, który jest już w drodze, może jeszcze dotrzeć.',
  },
  already: {
    title: 'Rezygnacja była już przyjęta',
    text: (who, date) =>
      `Tym linkiem zrezygnowano dnia ${date} z reklamowych SMS-ów nadawcy: ${who}. Nie musisz robić nic więcej.`,
    again: 'Jeśli od tego czasu ponownie wyrażono zgodę albo reklamy nadal przychodzą, naciśnij przycisk jeszcze raz.',
  },
  unknown: {
    title: 'Ten link jest nieprawidłowy',
    text: 'Jest niepełny, błędny albo zbyt stary. Nic się nie zmieniło: nikt nie został wypisany.',
    retry: 'Otwórz link dokładnie tak, jak jest w SMS-ie.',
  },
  fault: {
    title: 'Nie mogliśmy odpowiedzieć',
    text: 'Twoja rezygnacja mogła nie zostać zapisana. Spróbuj ponownie za kilka minut: powtórzenie niczym nie grozi.',
  },
};
