import { plainLetters } from '../../lookalikes';
import { fold } from '../../normalise';
import type { Language } from '../../role';

// Languages of many who live in the countries we serve, of which only set phrases are known.

export const polish: Language = {
  words: { polite: 'dziekuje prosze', ours: 'smsow smsy wiadomosci reklam', asks: 'przestancie' },
  phrases: {
    asks: `
      nie wysylac|wysylajcie|wysylaj|przysylac|przysylajcie|przysylaj|piszcie|pisac|dzwoncie|dzwonic|kontaktowac mi|mnie|do|wiecej|juz|tych|sie|_;
      usunac|wykreslic|wypisac|skasowac|usuncie|usun|wypiszcie|wykreslcie|skasujcie moj|mnie|moje|ten numer|dane|z|telefon|_;
      nie chce|chcemy|zycze|zyczymy wiecej|sobie|juz|dostawac|otrzymywac|tych|waszych|zadnych sms|smsow|smsy|wiadomosci|reklam|otrzymywac|dostawac|wiecej|takich|_;
      rezygnuje z sms|smsow|subskrypcji|otrzymywania|wiadomosci|reklam; dosc tych|_ sms|smsow|reklam|wiadomosci; prosze przestac; dajcie mi spokoj|_; koniec z smsami|reklamami`,
    decline: 'nie dziekuje; nie jestem zainteresowany|zainteresowana; nie interesuje mnie',
    who: 'kto to|pisze|mowi; skad macie|maja moj|panstwo numer|moj',
    stranger: 'zly|bledny numer; to pomylka; pomylka',
  },
};

export const romanian: Language = {
  words: { polite: 'multumesc', ours: 'mesaje mesajele', unsub: 'dezabon*' },
  phrases: {
    asks: `
      nu imi|mi|ne|va|ma|_ mai trimiteti|trimite|trimiti|scrieti|scrie|sunati|contactati|deranjati; nu imi|mi|ne trimiteti|trimite;
      nu mai vreau|doresc|vrem|dorim sa|mesaje|sms|reclame|nimic|_ primesc|primim|_; nu vreau|doresc|dorim sa|mesaje|sms|reclame mai|primesc|_ primesc|_;
      stergeti|scoateti|scoate|sterge|eliminati|radiati ma|mi|numarul|_ numarul|din|meu|de lista|numarul|pe|_; ma stergeti|scoateti|dezabonati|eliminati din|de|_;
      opriti|opreste|incetati|gata|destul mesajele|sms|trimiterea|cu|sa|reclamele|_ mesajele|sms|reclamele|mai|_; lasati|lasa ma in pace`,
    decline: 'nu multumesc; nu ma|ne intereseaza; nu sunt interesat|interesata',
    who: 'cine este|e|sunteti|esti|scrie; de unde aveti numarul|_',
    stranger: 'numar gresit; ati gresit numarul|_',
    polite: 'va rog; multumesc frumos',
  },
};

export const turkish: Language = {
  words: {
    polite: 'lutfen tesekkurler tesekkur',
    ours: 'mesajlari mesajlarinizi',
    asks: 'gondermeyin gondermeyiniz yollamayin yollamayiniz atmayin atmayiniz yazmayin',
  },
  phrases: {
    asks: `
      mesaj|mesajlari|mesajlarinizi|sms|reklam|almak|daha|artik mesaj|sms|almak|_ istemiyorum|istemiyoruz|istemem; mesaj|sms|reklam atma|gonderme|yollama;
      numarami|numaramizi|beni|bilgilerimi listeden|listenizden|_ sil|silin|siliniz|cikar|cikarin|cikariniz; rahatsiz etmeyin|etme|etmeyiniz; listeden cikar|cikarin|cikmak|sil|silin;
      durdurun|durdur|kesin mesajlari|sms|mesaj|reklami|bunu|sunu; gondermeyi kes|kesin|birak|birakin|durdurun; aboneligi|uyeligi iptal`,
    decline: 'ilgilenmiyorum; hayir tesekkurler|tesekkur; istemiyorum tesekkurler',
    who: 'siz kimsiniz; sen kimsin; bu kim; kimsiniz siz',
    stranger: 'yanlis numara|kisi',
  },
};

const SENT = 'messages|message|msg|msgs|sms|pub|pubs|reklam|publicite|les|l|lmessages|lmsg|rassa2il|rasail';

/** Arabic of the Maghreb in Latin letters, where digits stand for letters that Latin has not. */
export const arabicInLatin: Language = {
  words: {
    polite: '3afak 3afakom 3afakoum 3afek afakom afakoum chokran choukran shukran',
    asks: `
      7abess 7abso 7bsu 7abesu 7bes 7bess 7bsso 7bsou 7bso 7bssou 7bessou 7absou 7abes 7absso habsou hbess hbessou wa9fo wa9fou wa9ef w9fo w9fou waqfo waqfou wakfou
      matsifetch matsiftch matsifetlich matsiftlich matsiftoch matsiftouch matsiftolich matsifetolich matsiftoulich matsifetoulich matseftlich matsiftouliya
      matb3tch matb3atch matb3atlich matb3tlich matb3atoulich matb3toulich mateb3athouch tba3tolich matbaatoulich mat3aytch mat3aytolich mat3ayetch matkalmoch`,
    who: 'chkoun chkon shkoun chkoune',
  },
  phrases: {
    asks: `
      ma tsifto|tsiftou|tsifet|tsiftolich|tsifetlich|tsiftoulich|tb3at|tb3atou|tb3atolich|tb3atoulich|t3awdo|t3awdou li|liya|ch|chi|_;
      ma|_ b9itch|bqitch|ba9itch|b9inach|3adch|ba9ich baghi|bagha|bghit|bghithom|bghitha|nbghi|baghyin|7ab|habb|teb3atou|teb3athouli|tab3atou|tsifto;
      ma ts|tsif*|tsef*|tsaf*|tb3*|t3ay*|tkt*|teb3* ch|chi|li|lia|liya|lina|had|les|_; la tsif*|tsef*|tb3*|t3ay* li|lia|liya|had|les|_;
      ma|_ bghitch|bghitchi|mabghitch|bghit|mab9itch|manbghich|ma7abch|n7ebch|man7ebch|manhebch|brit|mabritch had|hadi|hadchi|hadouk|hadok|les|l|chi|ay|7ta ${SENT};
      matb9ach|matb9awch|matb9aouch|matbqach|matbqawch|matba9ach|matba9awch|mateb9awch|mab9itch|b9itch|bqitch tsif*|tsaf*|tsef*|tb3a*|teb3*|tab3*|t3ay*|tkt*|katsif*|katb3*|kat3ay*|b3at*|bghi*;
      mab9itch|mabqitch baghi|bghit|bghithom|bagha|nbghi; sir|siro|khalik|khlini|khalliwni|khaliwni|khelliwni trankil|f|3la|fi|tranquil|rahti; baraka|barka|safi|yezzi|khlas mn|men|min|m3a|b had|les|l|_ ${SENT};
      ms7|ms7i|ms7o|ms7ou|mse7|msa7|msah|mss7|m7iw|m7i|7aydo|7aydou|7iydo|7eyed|hayed numero|numiro|nmra|nemra|nmrti|nmirti|num|ra9mi|rqmi|raqmi|l;
      ms7o|ms7ou|mse7|msa7|7aydo|7aydou|7iydo|hayed ni|liya|li|smiti; wa9fo|wa9fou|w9fo|7bsso|7bsou|hbess had|hadi|les|l`,
    who: 'chkoun|shkoun|chkon|chkoune nta|ntouma|ntoma|nti|hada|hadi|m3aya|ma3aya|ntuma; mnin|mnayn|mn jbti|jebti|jbtou|jebtou|3ndkom|3ndek nmrti|nmra|numero|raqmi|ra9mi|had|_; mnin jbti',
    decline: 'ma bghitch|bghitchi; la chokran|choukran|shukran; ma m3niynch; ma mhtmch',
    stranger: 'ghalat|ghalt fi|f|_ numero|nmra|ra9m; nmra ghalta|ghalata',
  },
};

export const arabic: Language = {
  words: { polite: 'شكرا', asks: 'توقف توقفوا اوقفوا اوقف ايقاف' },
  phrases: {
    asks: `
      لا ترسلوا|ترسل|ترسلون|تراسلوني|تتصلوا|تبعثوا; الغاء الاشتراك; الغوا|الغ اشتراكي|الاشتراك; احذفوا|احذف|امسحوا|امسح رقمي|بياناتي; لا اريد|نريد رسائل|رسائلكم|المزيد|استلام|هذه;
      كفي|كفى رسائل; ما بدي|ابغى|ابي رسائل|رسايل`,
    who: 'من انت|انتم; مين انت|معي',
  },
};

/** Cyrillic as the reader sees it: letters that look Latin are Latin. */
const seen = (list: string): string => fold(plainLetters(list));

export const russian: Language = {
  words: { polite: seen('спасибо пожалуйста дякую'), asks: seen('отпишите прекратите отписаться отписка') },
  phrases: {
    asks: seen(`
      не присылайте|отправляйте|пишите|шлите|звоните|присылать|беспокойте|надсилайте мне|больше|это|_; удалите|уберите|вычеркните мой|меня|номер номер|из|_;
      хватит|достали писать|слать|присылать|сообщений|смс|рекламы; не хочу получать|больше|ваши; отпишите|отписать меня`),
    who: seen('кто это|вы|ты|пишет'),
    decline: seen('не интересует|надо|нужно'),
  },
};
