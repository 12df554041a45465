import type { Language } from '../role';

/** Spanish. "Baja" is the keyword, and also sick leave, a ground floor and "lower". */
export const es: Language = {
  words: {
    halt: 'baja alto',
    cease: 'paradlo parenlo pareis parad paren parar detener detengan detenga detened cesen basta',
    ceased: 'parado paro detenido',
    unsub: 'desuscribir desuscribirme desuscrib* desapunt*',
    remove: `
      borrar borrarme borrarnos eliminar eliminarme quitarme borr* elimin* quit* retiren retirad retirar supriman saquen sacar sacadme quitadme borradme eliminadme`,
    cancel: 'cancel* anul* revoco retiro',
    object: 'opongo oposicion oponerme',
    consent: 'consentimiento autorizacion',
    block: 'bloqueo bloquear bloqueare',
    ours: `
      envios mensaje mensajes publicidad anuncios anuncio propaganda textos notificaciones avisos comunicaciones
      publi msj msjs mensajitos`,
    promo: 'promocion promociones oferta ofertas',
    list: 'lista listas base fichero ficheros archivo agenda',
    number: 'numero telefono movil datos celular',
    all: 'todo',
    it: 'esto eso',
    subscription: 'suscripcion',
    send: `
      envi* enviar mand* mandar escrib* contact* molest* acos* enviarme mandarme escribirme envieis mandeis
      contacteis escribais molesteis mandarnos`,
    sent: 'enviado mandado envie',
    call: 'llam*',
    receive: 'recibir recibirlos recibirlo',
    received: 'recibo recibido recibi llega llegan',
    want: 'quiero queremos deseo quisiera gustaria quiera',
    ask: 'pido solicito ruego exijo pedi',
    must: 'debe deben tienen teneis tengo',
    can: 'pueden podeis puede puedo podrian podriais puedes podria',
    said: 'dicho digo dije respondido respondi escrito',
    works: 'funciona sirve',
    continue: 'sigan seguid siguen sigue',
    refuse: 'rechazo prohibo niego',
    since: 'desde',
    neg: 'no nunca jamas ni tampoco',
    no: 'ningun ninguna cero',
    nothing: 'nada',
    here: 'aqui',
    more: 'mas nuevo otra volvais vuelvan vuelvas volver vuelva',
    still: 'todavia aun',
    hedge: 'quizas quiza creo',
    joke: 'broma',
    limit: `
      manana lunes martes miercoles jueves viernes sabado sabados domingo domingos noche hasta despues antes
      enero navidad diciembre temporalmente`,
    if: 'si',
    fewer: 'menos',
    mistake: 'error equivocacion',
    question: 'que cuando donde cuanto cual ',
    how: 'como',
    rhetorical: 'vale entendido claro entienden entendeis cuantas',
    price: 'cuesta gratis precio coste',
    i: 'yo nosotros he estoy soy',
    you: 'vosotros ustedes usted tú vds uds',
    third: 'ella ellos nadie',
    me: 'me nos mí',
    my: 'mi mis',
    yours: 'vuestro vuestros vuestra vuestras sus su tus tu',
    self: 'se',
    article: 'el la los las un una lo del al',
    these: 'estos estas este esta esos esas tantos todos todas',
    prep: 'de con en por para a ante',
    at: '',
    aux: 'ha han habeis es son',
    conj: 'y pero o porque sino e',
    polite: 'gracias favor porfavor porfa saludos xfa xfavor perdon',
    greet: 'hombre senorita hola buenos buenas dias tardes senores senor senora estimados',
    intens: 'ya ahora inmediatamente definitivamente urgente hoy mismo siempre tanto tanta hostia joder cono',
    agree: 'sí bien',
    praise: 'encanta encantan genial gusta gustan perfecto estupendo buenisimo',
    insult: 'cabrones gilipollas hijos ladrones sinverguenzas estafadores imbeciles idiotas pesados mierda',
    threat:
      'lssi lssice lopdgdd rgpd aepd denuncia denunciar denuncio denunciare abogado policia facua juzgado demanda consumo',
    fedup: 'harto harta hartos cansado cansada pesadez acoso coñazo conazo',
    toomuch: 'demasiados demasiada demasiadas',
    ended: 'fallecido fallecio murio mudado',
    help: 'ayuda ayudenme',
    info: 'informacion',
    resume: 'resuscrib*',
    restart: 'alta reanudar',
    subscribe: 'suscri* apuntado',
    report: 'reporto reportar',
    scam: 'estafa fraude timo',
    other: `
      cita pedido reserva autobus tren entrega paquete contrato fumar planta medica tienda mesa factura seguro
      coche curso trabajar gimnasio tarjeta parada laboral habitacion hotel linea revista gas luz agua internet alquiler piso casa cebolla queso salsa pizza cena comida vuelo avion
      billete aparcamiento rueda frenos bici medico dentista receta pastillas vacuna operacion pelicula concierto entradas
      fiesta boda musica aire calefaccion horno alarma camara colegio clase clases perro gato hijo hija talla tallas producto
      productos volumen fiebre`,
  },
  phrases: {
    ask: 'he|hemos pedido',
    cease: `
      para|pare de|ya; basta de|ya; cesar de|el|los; dejar|dejen|dejad de; deje*|deja*|dejad ya|_ de; no mas;
      ya basta; ni un|una mas`,
    unsub: `
      dar|darme|darnos|dadme|denme|darse|dame|deme|dado|doy|den|dadnos de baja;
      dar|dad|den|me de|doy|dais|dan baja|de baja|_; baja por favor|porfavor|gracias|inmediata|definitiva|ya;
      la|mi|solicito|quiero baja; de baja por favor|ya; cancelar|anular la|mi suscripcion;
      borrarme|borrenme|quitarme|quitenme|saquenme|sacarme|eliminarme|eliminenme de; poned|pongan|ponganme|ponedme|ponerme de baja`,
    remove: 'no tienen|teneis permiso',
    asks: `
      supresion|eliminacion|borrado|cancelacion de todos|_ mis datos; supriman|suprimid|suprima todos|_ mis datos;
      nomas|nomás mensajes|sms|publicidad|mensaje; favor de no molestar|mandar|enviar|escribir;
      no mandar|mandarme|enviar|enviarme|mandes|mandeis|envieis|envien|manden|escribais|escriban mas|mensajes|sms|publicidad|nada; nada de|mas mensajes|sms|publicidad; no mas|quiero|querer mensajes|sms|publicidad|mensaje; quitadme|borradme|eliminadme|quitame|borrame|saquenme|sacadme de la|esta|vuestra|su lista|base|agenda`,
    alone: `
      dejame|dejadme|dejenme|dejarme|dejeis|dejes ya|_ tranquilo|tranquila|tranquilos|en con|paz|_;      dejame|dejadme|dejenme|dejen en|tranquilo|tranquila paz|_; dejen de joder|molestar; olvid* de|_ mi|me;
      que|_ me dejen|dejeis en|tranquilo paz|_; vete|vayanse|iros a la mierda; no me molest*`,
    conj: 'pero que; no olvid*; no dude|duden|dudes en',
    intens: 'de una vez por|_ todas|_; ahora mismo; todos los dias; a partir de hoy|ahora; lo antes posible',
    polite: 'por favor; muchas gracias; un saludo; de nada',
    hedge: 'tal vez; a lo mejor; o no; no se',
    limit: 'hasta el|manana|luego; los domingos|sabados; por la noche; por ahora',
    rhetorical: 'cuantas veces; que parte de; esta claro',
    stranger: `
      ya no tiene este|ese numero; este numero ahora es; ya no es el|su numero|_;
      numero equivocado|erroneo|incorrecto; se|te|os equivoca*|ha|han equivocado|_ de|_ numero|persona; persona equivocada|incorrecta;
      no soy esa|la persona|senora|senor; no es mi|el numero; este numero no|ya es|no; no|ya vive aqui; aqui no vive;
      no conozco a nadie con|llamado|llamada|que; me confunde*; numero ya no es|pertenece|_`,
    wrong: `
      se|te|os equivoca*|ha|han equivocado|_ de|_; no soy quien; no es mi|el telefono; no conozco este numero; no conozco a; este no es`,
    ended: `ya no soy|vivo|estoy cliente|ahi|aqui|_; no soy cliente; me he|_ mudado|mude; ha fallecido; ya no vivo`,
    decline: `
      ya tengo seguro|compania|uno|una|otro|otra|proveedor;
      no gracias; no me|nos interesa|interesan; sin interes; no interesado|interesada; no lo|_ necesito;
      no estoy interesado|interesada; no quiero nada; no hace falta; ahora no gracias`,
    fedup: `
      todos los dias lo|igual mismo|_;
      estoy|ya harto|harta|cansado; que pesados; ya esta bien; nunca pedi|solicite|autorice;
      todos los santos dias; otra vez vosotros|ustedes|publicidad; que pesadez; todo el dia`,
    insult: 'hijos de puta; vete a la mierda; a la mierda; que os den',
    threat: 'agencia espanola|_ de proteccion; voy a denunciar',
    who: `
      no tengo este|ese|su|tu|vuestro numero|telefono|contacto guardado|registrado|agendado|en; identidad del remitente; quien|cual es el remitente; quien esta detras;
      que numero|empresa es este|esta|esto;
      quien es|eres|sois|son|habla|escribe|me; de parte de quien; de que empresa; que empresa es|sois|son;
      como teneis|tienen|han|tienes|consiguio mi|conseguido numero|mi; de donde han sacado|teneis mi|_;
      quien lo|me|nos|la|_ manda|envia|escribe|mando; quienes son|sois; te conozco; quien me escribe; con quien hablo; quien manda esto`,
    object:
      'derecho de|a|al|la oposicion|supresion|cancelacion|olvido|la; ejerzo|ejercer|ejercito mi|el derecho|_; articulo # de|del|_ la|_ rgpd|lssi|reglamento|lopd|lopdgdd|ley; articulo 17|21; proteccion de datos',
    help: 'como funciona|va esto|eso|_; que tecla|boton; que|donde tengo|hay|debo que|_ pulsar|apretar|marcar|tocar|clicar; que|donde pulso|aprieto|marco|toco; enlace|link no funciona|abre|va|se; mas informacion|info|detalles; necesito ayuda; ayuda por favor',
    resume: 'darme|dadme|denme|dar|quiero de|darme|el alta; volver a recibir; otra vez; reanuden los|el|_',
    auto: 'respuesta automatica; mensaje automatico; fuera de la oficina; estoy ausente; de vacaciones',
    busy: `
      estoy conduciendo|reunido|reunida|ocupado; en una reunion; te|le llamo luego|despues|mas;
      no puedo hablar|atender`,
    liked: 'le gusto|encanto|gusta|encanta; ha reaccionado; se rio',
    disliked: 'no le gusto|gusta',
    ad: 'envio gratis; solo hoy; rebajas',
    other: `
      planta baja; baja medica|laboral|el|la|maternal|paternal; de baja medica|laboral|hasta|desde|maternal;
      estoy de baja; en baja`,
  },
  // Text speak, as words sound.
  spelled: {
    quiero: 'kiero qiero',
    quitarme: 'kitarme qitarme',
    quitadme: 'kitadme qitadme',
    quitame: 'kitame qitame',
    quien: 'kien qien',
  },
};
