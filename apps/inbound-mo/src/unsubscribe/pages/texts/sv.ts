import type { PageTexts } from '../page-texts';

export const sv: PageTexts = {
  language: 'Svenska',
  languages: 'Språk',
  thisSender: 'den här avsändaren',
  button: 'Få ingen mer reklam',
  stays: 'Viktiga sms från samma avsändare (bokningar, beställningar, leveranser) kommer fortfarande fram.',
  back: (name) => `Om du ändrar dig kan du när som helst anmäla dig igen hos ${name}.`,
  answerStop: 'Om sms:et kommer från ett nummer som går att svara på kan du också svara STOP.',
  ask: {
    title: (name) => `Vill du inte få fler reklam-sms från ${name}?`,
    text: (who) =>
      `Tryck en gång på knappen, så upphör alla reklam-sms från ${who} till numret som fick den här länken. Det är gratis och inget mer behövs.`,
  },
  done: {
    title: 'Du är avregistrerad',
    text: (who) => `Du får inga fler reklam-sms från ${who}.`,
    rest: 'Du behöver inte göra något mer och kan stänga sidan. Ett sms som redan är på väg kan fortfarande komma fram.',
  },
  already: {
    title: 'Du är redan avregistrerad',
    text: (who, date) =>
      `Den ${date} användes länken för att slippa reklam-sms från ${who}. Du behöver inte göra något mer.`,
    again: 'Om du har samtyckt igen sedan dess, eller fortfarande får reklam, tryck på knappen en gång till.',
  },
  unknown: {
    title: 'Länken är inte giltig',
    text: 'Den är ofullständig, felaktig eller för gammal. Inget har ändrats: ingen har avregistrerats.',
    retry: 'Öppna länken precis som den står i sms:et.',
  },
  fault: {
    title: 'Vi kunde inte svara',
    text: 'Din begäran sparades kanske inte. Försök igen om några minuter: det skadar inte att göra det två gånger.',
  },
};
