import type { PageTexts } from '../page-texts';

export const es: PageTexts = {
  language: 'Español',
  languages: 'Idioma',
  thisSender: 'este remitente',
  button: 'No recibir más publicidad',
  stays: 'Los SMS útiles del mismo remitente (citas, pedidos, entregas) seguirán llegando.',
  back: (name) => `Si cambia de opinión, bastará con volver a suscribirse a los SMS de ${name}.`,
  answerStop: 'Si el SMS procede de un número al que se puede responder, también puede responder STOP.',
  ask: {
    title: (name) => `¿No recibir más SMS publicitarios de ${name}?`,
    text: (who) =>
      `Pulse el botón una sola vez: dejarán de enviarse todos los SMS publicitarios de ${who} al número que recibió este enlace. Es gratuito y no se le pide nada más.`,
  },
  done: {
    title: 'Su baja está registrada',
    text: (who) => `No recibirá más SMS publicitarios de ${who}.`,
    rest: 'No tiene que hacer nada más y puede cerrar esta página. Un SMS que ya esté en camino todavía puede llegar.',
  },
  already: {
    title: 'Su baja ya estaba registrada',
    text: (who, date) =>
      `El ${date} se usó este enlace para no recibir más SMS publicitarios de ${who}. No tiene que hacer nada más.`,
    again:
      'Si desde entonces ha vuelto a dar su consentimiento, o si sigue llegando publicidad, pulse de nuevo el botón.',
  },
  unknown: {
    title: 'Este enlace no es válido',
    text: 'Está incompleto, es erróneo o es demasiado antiguo. No se ha cambiado nada: no se ha dado de baja a nadie.',
    retry: 'Abra el enlace tal como aparece en el SMS.',
  },
  fault: {
    title: 'No hemos podido responder',
    text: 'Es posible que su solicitud no se haya registrado. Inténtelo de nuevo dentro de unos minutos: repetirlo no tiene ningún riesgo.',
  },
};
