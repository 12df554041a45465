import { NOT_CERTAIN, misreadings } from './fixtures/reading-by-rules';
import { readReply } from './read-reply';

// The object decides (docs/design/replies.md#what-decides, 2). Nobody can list all that people stop, cancel or leave, so the
// law is tried with nouns that no lexicon has: what is done to such a thing is never certain to be asked of us.

const NOUNS = ['bromule', 'tervole', 'gruline', 'ploumon'];
const THINGS = {
  FR: `arrêtez le X; arrêtez les X svp; arrêter la X; je veux arrêter mon X; on arrête le X ?; vous arrêtez les X ?; stoppez le X;
    stopper mon X svp; stop le X; stop la X svp; stop les X merci; stop au X; désabonnez-moi du X; je veux me désinscrire du X;
    désinscription du X svp; désinscrire ma X; annulez le X; annuler mon X; résilier mon X; supprimez le X; supprimez mon X svp;
    retirez le X; enlevez les X; enlevez-moi le X; effacez le X; plus de X svp; plus de X ?; pas de X merci; pas de X svp;
    je ne veux plus de X; je ne veux pas de X; je veux plus de X; ne plus recevoir de X; je ne veux plus recevoir le X;
    ne m'envoyez plus le X; ne m'envoyez pas de X; ne livrez plus de X; arrêtez de X; je n'arrête pas de X; il faut arrêter le X;
    pouvez-vous arrêter le X ?; comment arrêter le X ?; le X s'est arrêté; arrêt du X; je suis à l'arrêt X; le X stop; un X stop svp;
    vous avez un X stop ?; zéro X svp; ras le bol du X; marre du X; trop de X; laissez le X; bloquez le X; je m'oppose au X; je refuse le X`,
  GB: `stop the X; stop the X please; please stop the X; cancel the X; cancel my X; unsubscribe from the X; remove the X; delete the X;
    end the X; quit the X; no more X; no X please; I don't want X; don't send the X; the X stop; can you stop the X?;
    how do I stop the X; I want to stop my X; opt out of the X; take off the X`,
  DE: `stopp das X; bitte den X stoppen; den X abmelden; keine X mehr; kein X bitte; löschen Sie das X; hört auf mit dem X`,
  ES: `darme de baja del X; baja del X; paren el X; cancelar el X; no quiero X; no más X; borre el X`,
  IT: `basta con il X; fermate il X; cancellate il X; non voglio X; togliete il X; annullate il X`,
  NL: `stop de X; stop met X; geen X meer; X opzeggen; verwijder de X`,
};
const OUR_MESSAGES = ['vos sms', 'vos messages', 'vos pubs', 'vos textos', 'vos publicités'];
const REQUESTS = `arrêtez X; arrêtez X svp; arrêter X; je veux arrêter X; stoppez X; stopper X svp; stop X; stop à X; stop avec X; annulez X;
  résilier X; fini X; je ne veux plus X; je ne veux plus de X; je ne veux pas de X; jveu plus X; ne plus recevoir X;
  je ne souhaite plus recevoir X; ne m'envoyez plus X; arrêtez de m'envoyer X; cessez X; veuillez cesser X; merci d'arrêter X;
  pouvez-vous arrêter X ?; comment arrêter X ?; comment faire pour ne plus recevoir X ?; il faut arrêter X;
  je vous demande d'arrêter X; désabonnez-moi de X; me désabonner de X; je refuse X; je m'oppose à X;
  bonjour je voudrais ne plus recevoir X merci; lâchez moi avec X; foutez moi la paix avec X`;

const each = (list: string): string[] => list.split(';').map((one) => one.trim());
const filled = (country: string, list: string, words: string[]) =>
  each(list).flatMap((text) => words.map((word) => [country, text.replace('X', word)] as const));

test.each(Object.entries(THINGS))('an action on a thing in %s is not certainly a request to us', (country, list) => {
  expect(misreadings(filled(country, list, NOUNS), NOT_CERTAIN, readReply)).toEqual([]);
});

test('the same is a request when it names our messages', () => {
  expect(misreadings(filled('FR', REQUESTS, OUR_MESSAGES), ['clear'], readReply)).toEqual([]);
});
