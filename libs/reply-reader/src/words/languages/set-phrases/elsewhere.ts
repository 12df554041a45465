import { plainLetters } from '../../lookalikes';
import { fold } from '../../normalise';
import type { Language } from '../../role';

// Languages of many who live in the countries we serve, of which only set phrases are known.

export const polish: Language = {
  words: { polite: 'dziekuje prosze', ours: 'smsow smsy wiadomosci reklam', asks: 'przestancie' },
  phrases: {
    asks: `
      nie wysylac|wysylajcie|wysylaj|przysylac|przysylajcie|przysylaj|piszcie|pisac|dzwoncie|dzwonic|kontaktowac mi|mnie|do|wiecej|juz|tych|sie|_;
      usunac|wykreslic|wypisac|skasowac|usuncie|usun|wypiszcie|wykreslcie|skasujcie moj|moje|ten numer|dane|telefon; usunac|wykreslic|wypisac|usuncie|usun|wypiszcie|wykreslcie mnie z|_;
      mnie|moj|moje wypisac|wykreslic|usunac|skasowac|wyrejestrowac; mnie wypisz|wypiszcie|usun|usuncie|wykresl|wykreslcie; o|_ usuniecie|wykreslenie|wypisanie|skasowanie|wyrejestrowanie mnie|mojego|moich|numeru|danych numeru|danych|telefonu|z|_ z|_ listy|bazy|waszej|panstwa|_;
      wycofuje|cofam|odwoluje zgode; wnosze|zglaszam sprzeciw; zadam usuniecia|wykreslenia|zaprzestania|skasowania moich|mojego|danych|numeru|wysylania|mnie danych|numeru|_; prosze o niewysylanie|zaprzestanie;
      nie chce|chcemy|zycze|zyczymy wiecej|sobie|juz|dostawac|otrzymywac|tych|takich|waszych|zadnych takich|tych|_ sms|smsow|smsy|wiadomosci|reklam;
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
      nu imi|mi|ne|va|ma|_ mai trimiteti|trimite|trimiti|scrieti|scrie|sunati|contactati|deranjati;
      nu mai vreau|doresc|vrem|dorim mesaje|sms|reclame; nu mai|_ vreau|doresc|vrem|dorim sa mai|_ primesc|primim; nu vreau|doresc mesaje|reclame;
      stergeti|scoateti|scoate|sterge|eliminati|radiati ma|mi numarul|din|de lista|_; stergeti|scoateti|scoate|sterge|eliminati numarul meu|_; ma stergeti|scoateti|dezabonati|eliminati din|de|_;
      opriti|opreste|incetati|gata|destul cu|_ mesajele|sms|trimiterea|reclamele; lasati|lasa ma in pace`,
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
  },
  phrases: {
    asks: `
      mesaj|mesajlari|mesajlarinizi|sms|reklam almak|_ istemiyorum|istemiyoruz|istemem; mesaj|mesajlari|sms|reklam|lutfen|bana gondermeyin|gondermeyiniz|yollamayin|yollamayiniz|atmayin|atmayiniz|yazmayin; mesaj|sms|reklam atma|gonderme|yollama;
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
      ma|_ b9itch|bqitch|ba9ich|ba9itch|ma3adch|ma3adich|ma3ad|3adch tb3*|teb3*|tab3*|tsif*|tsef*|t3ay*|tkt*|tba3*; 3yit|3yina|3iyit mn|men|b|m3a had|les|_ les|_ ${SENT}; khlas|safi|yezzi ma t3awd*|tsif*|tb3*|tkt*;
      ma tsifto|tsiftou|tsifet|tsiftolich|tsifetlich|tsiftoulich|tb3at|tb3atou|tb3atolich|tb3atoulich|t3awdo|t3awdou li|liya|ch|chi|_;
      ma|_ b9itch|bqitch|ba9itch|b9inach|3adch|ba9ich baghi|bagha|bghit|bghithom|bghitha|nbghi|baghyin|7ab|habb|teb3atou|teb3athouli|tab3atou|tsifto;
      ma ts|tsif*|tsef*|tsaf*|tb3*|t3ay*|tkt*|teb3* ch|chi|li|lia|liya|lina|had|les|_; la tsif*|tsef*|tb3*|t3ay* li|lia|liya|had|les|_;
      ma|_ bghitch|bghitchi|mabghitch|bghit|mab9itch|manbghich|ma7abch|n7ebch|man7ebch|manhebch|brit|mabritch had|hadi|hadchi|hadouk|hadok|les|l|chi|ay|7ta ${SENT};
      matb9ach|matb9awch|matb9aouch|matbqach|matbqawch|matba9ach|matba9awch|mateb9awch|mab9itch|b9itch|bqitch tsif*|tsaf*|tsef*|tb3a*|teb3*|tab3*|t3ay*|tkt*|katsif*|katb3*|kat3ay*|b3at*|bghi*;
      mab9itch|mabqitch baghi|bghit|bghithom|bagha|nbghi; khlini|khalliwni|khaliwni|khelliwni trankil|tranquil|tranquille|3la|frahti|rahti; baraka|barka|safi|yezzi|khlas mn|men|min|m3a|b had|les|l|_ ${SENT};
      ms7|ms7i|ms7o|ms7ou|mse7|msa7|msah|mss7|m7iw|m7i|7aydo|7aydou|7iydo|7eyed|hayed numero|numiro|nmra|nemra|nmrti|nmirti|num|ra9mi|rqmi|raqmi;
      ms7o|ms7ou|mse7|msa7|7aydo|7aydou|7iydo|hayed ni|smiti; wa9fo|wa9fou|w9fo|7bsso|7bsou|hbess had|hadi|les|l|_ ${SENT}`,
    who: 'chkoun|shkoun|chkon|chkoune nta|ntouma|ntoma|nti|hada|hadi|m3aya|ma3aya|ntuma; mnin|mnayn|mn jbti|jebti|jbtou|jebtou|3ndkom|3ndek nmrti|nmra|numero|raqmi|ra9mi|had|_; mnin jbti',
    decline: 'ma bghitch|bghitchi; la chokran|choukran|shukran; ma m3niynch; ma mhtmch',
    stranger: 'ghalat|ghalt fi|f|_ numero|nmra|ra9m; nmra ghalta|ghalata',
  },
};

export const arabic: Language = {
  words: {
    polite: fold('شكرا'),
    ours: fold('رسائل الرسائل رسائلكم رسالة'),
    asks: fold('توقف توقفوا اوقفوا اوقف ايقاف'),
  },
  phrases: {
    asks: fold(`
      لا ترسلوا|ترسل|ترسلون|تراسلوني|تتصلوا|تبعثوا; الغاء الاشتراك; الغوا|الغ اشتراكي|الاشتراك; احذفوا|احذف|امسحوا|امسح رقمي|بياناتي; لا اريد|أريد|نريد رسائل|رسائلكم|المزيد|استلام|هذه;
      كفي|كفى رسائل; ما بدي|ابغى|ابي رسائل|رسايل`),
    who: fold('من انت|انتم; مين انت|معي'),
  },
};

/** Cyrillic as the reader sees it: letters that look Latin are Latin. */
const seen = (list: string): string => fold(plainLetters(list));

export const russian: Language = {
  words: {
    polite: seen('спасибо пожалуйста дякую'),
    ours: seen('сообщения сообщений рекламу'),
    asks: seen('отпишите прекратите отписаться отписка'),
  },
  phrases: {
    asks: seen(`
      не присылайте|отправляйте|пишите|шлите|звоните|присылать|беспокойте|надсилайте мне|больше|это|_ больше|_; удалите|уберите|вычеркните мой|меня|номер номер|из|_;
      хватит|достали писать|слать|присылать|сообщений|смс|рекламы; не хочу получать|больше|ваши; отпишите|отписать меня`),
    who: seen('кто это|вы|ты|пишет'),
    decline: seen('не интересует|надо|нужно'),
  },
};

/** Welsh, Irish and Scottish Gaelic. */
export const celtic: Language = {
  words: { polite: 'diolch', ours: 'negeseuon teachtaireachtai teachtaireacht' },
  phrases: {
    asks: `
      dim mwy|rhagor o|_ negeseuon|decst|tecst|negesau|sms; peidiwch|paid a|ag|â anfon|gyrru|cysylltu|danfon; stopiwch|stopia anfon|y|yr|gyrru; tynnwch|dileu|dilewch fy enw|rhif|manylion;
      na seol|seolaigi|cuir|cuirigi aon|a|teachtaireachtai|teacs|nios|chugam|_; stad|stadaigi de|den|le|ag seoladh|bheith|na|_; bain|bainigi m|mo uimhir|ainm|_ den|_ liosta|_; nil me ag iarraidh;
      na cuir|cuiribh barrachd|teachdaireachdan|tuilleadh; sguir|sguiribh de|a|dhe`,
    decline: 'dim diolch; ni raibh maith',
    polite: 'os gwelwch yn dda; le do thoil; go raibh maith; tapadh leat|leibh',
  },
};

/** Low German and Walloon, as far as they differ from their neighbours. */
export const lowlands: Language = {
  words: { ours: 'narichten nahrichten messaedjes berjochten berjochtsjes' },
  phrases: {
    asks: `
      schick|schickt|schickst|schriev|schrievt mi|uns|ju keen|nix|keene|nich narichten|nahrichten|sms|mehr|wark mehr|_; laat|laot|lot mi|uns in|tofreden|tofräden roh|ruh|freden; hol|holt ju|jo|di|_ up mit|dormit;
      evoyoz|evoyîz|evoyez nin|pus|pupont|pu di|d|des|messaedjes|messages|_; m evoyoz|evoyîz pus|pupont|nin; leyoz|leyîz mi|m keu|keû|påjhule`,
  },
};

/** Phrases of the Pacific and the Indian Ocean. */
export const overseas: Language = {
  words: {},
  phrases: {
    asks: `
      eiaha e|oe|outou hapono|hapono|papai|haponohia mai|faahou|_; aita vau|au e|i hinaaro|hinaaro i|te|_; a faaea|faaea i te hapono; ua nava|navai;
      msirume|kamtsirume|usirume messages|barua|sms|raha; tsisi|tsi hitsaha|hitsaho|himiya messages|barua|sms|raha; namuketse|nike|namuwashe messages|uvinga|umi`,
  },
};

/** The Berber of Algeria. */
export const kabyle: Language = {
  words: { ours: 'imessagen lmessages' },
  phrases: {
    asks: `
      ur iyi|i|d|yi ttazen|tazen|ceyye|tceyye|ttarut ara|t|imessagen|messages|_; ur vghigh|bghigh|vgigh|bghiɣ ara|_ messages|imessagen|izen|lmessages; barka|barkak|berka d|i|seg messages|imessagen|izen|lmessages; kkes|ekkes nnumero|numero|nemra|isem`,
  },
};
