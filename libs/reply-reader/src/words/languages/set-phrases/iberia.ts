import type { Language } from '../../role';

// Languages of which only set phrases are known: whole requests, and what else people answer adverts with most.

export const catalan: Language = {
  words: { polite: 'sisplau merces', ours: 'missatges publicitat' },
  phrases: {
    asks: `
      no m|em|ens|_ envieu|envii|envien|enviis|escriviu|escriguin|truqueu|molesteu mes|res;
      no m|em|ens|_ envieu|envii|envien|enviis mes|_ missatges|sms|publicitat|anuncis|propaganda;
      no vull|volem|voldria|desitjo rebre|rebrem mes|_; no vull|volem mes missatges|publicitat|sms|anuncis|propaganda|correus;
      prou de|d|amb|_ missatges|sms|publicitat|anuncis|propaganda|enviar|vostres|aquests;
      traieu|treieu|treu|tragueu|esborreu|esborra|elimineu|elimina me|m|_ de|d la|vostra|aquesta|les llista|llistes;
      traieu|treieu|treu|esborreu|esborra|elimineu|elimina el|les meu|meves numero|telefon|mobil|contacte|dades;
      doneu|donar|donin|dona|doni|donem me|m|_ de baixa; de baixa si us plau;
      deixeu|deixa|deixin|pareu|para|parin de|d enviar|enviar-me|escriure|molestar;
      deixeu|deixa|deixin me|m en pau; deixeu|deixa|deixin me|m tranquil|tranquila; atureu|atura els|aquests|la|_ missatges|sms|publicitat`,
    decline: 'no m|em|ens interessa|interessen; no gracies; no estic interessat|interessada; no em cal',
    who: 'qui sou|ets; qui m|em|ens escriu|envia; de part de qui; com teniu|tens el meu numero|telefon',
    stranger: 'numero equivocat; us heu|s ha equivocat de|d|_ numero|persona; no soc la|aquesta persona',
    polite: 'si us plau; moltes gracies',
  },
};

export const galician: Language = {
  words: { ours: 'mensaxes publicidade' },
  phrases: {
    asks: `
      non me|nos|_ enviedes|envien|envie|mandedes|manden|escribades|molesten mais|_; non quero|queremos mais|recibir mensaxes|sms|publicidade|mais;
      deixade|deixen de enviar|mandar|molestar; borrademe|borrenme|quitademe|sacademe da|de lista|_;
      dademe|denme|darme de baixa`,
    decline: 'non grazas; non me interesa',
    polite: 'moitas grazas; por favor',
  },
};

export const basque: Language = {
  words: { polite: 'mesedez milesker', ours: 'mezuak mezurik publizitatea publizitaterik' },
  phrases: {
    asks: `
      ez bidali|idatzi|deitu|molestatu gehiago|mezu|mezuak|mezurik|niri|berriro; ez iezadazue|iezadazu gehiago|mezurik|_ bidali|idatzi;
      ez dut|ditut|dugu gehiago|mezu|mezuak|mezurik|publizitaterik|sms|zuen|hauek|publizitate gehiago|jaso|nahi|mezurik|mezuak;
      utzi|utzidazue|utzi nire|niri|mezuak|bakean|bidaltzeari bidaltzeari|bakean|_; gelditu mezuak|mezu|sms|bidalketa;
      kendu|ezabatu|ezaba|borratu nire|nazazu|nazazue|ezazue|ezazu zenbakia|telefonoa|zerrendatik|datuak|_; baja eman|emanda|nahi;
      nahikoa da|mezu|mezurekin|publizitate; zerrendatik kendu|atera|ezabatu`,
    decline: 'ez zait interesatzen|axola; ez eskerrik asko; ez dut behar; ez dut interesik',
    who: 'nor zara|zarete|da|ari; nor zarete zuek',
    polite: 'eskerrik asko; arren',
  },
};

export const portuguese: Language = {
  words: { polite: 'obrigado obrigada', ours: 'mensagens mensagem publicidade', unsub: 'descadastr* dessubscrev*' },
  phrases: {
    asks: `
      nao me|nos|_ enviar|mandar|envie|enviem|mande|mandem|escreva|escrevam|contacte|contactem|contatem|liguem|incomodem|incomode mais|nada|estas|essas|mensagens|sms|publicidade;
      nao me envie|enviem|mande|mandem|contacte|contactem|incomodem;
      nao quero|queremos|desejo|pretendo|autorizo mais|receber mais|receber|mensagens|sms|publicidade|estas|essas;
      parem|pare|parar|deixem|deixe de me|_ enviar|mandar|escrever|incomodar|chatear|contactar;
      parem|pare|chega|basta com|de isto|isso|os|as|essas|estas|mensagens|sms|publicidade|spam;
      retirar|tirar|apagar|eliminar|remover|apaguem|eliminem o|os|_ meu|meus numero|contacto|contato|dados|nome; retirar|tirar|remover|retirem me da|desta|dessa lista|base|vossa; apagamento|eliminacao|supressao dos|de todos|meus os|dados|meus dados|_; revogo|retiro o|_ meu|_ consentimento; oponho me ao|a;
      remover da|de lista|listagem; retirem|retire|removam|remova|remover|tirem|tire|apaguem|apague|eliminem|elimine o|_ meu numero|contacto|contato; retirem|retire|removam|remova|tirem|tire me da|desta|de lista|base|vossa;
      cancelar|cancele|cancelem|anular a|minha|_ subscricao|inscricao|assinatura; deixem|deixe me em paz; quero sair da|desta lista; sair da lista`,
    decline: 'nao obrigado|obrigada; nao estou interessado|interessada; nao tenho interesse; nao me interessa',
    who: 'quem e|sao|fala|esta|me voces|voce|fala|escreve|isto|_; de quem e este; quem sao; como tem|tem|arranjaram o|_ meu numero',
    stranger: 'numero errado; enganou se|no de|numero|_; nao sou essa|a pessoa; pessoa errada',
    polite: 'se faz favor; por favor; muito obrigado|obrigada; com os melhores',
  },
};
