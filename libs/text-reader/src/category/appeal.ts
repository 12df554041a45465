import { anyOf, oneOf, union } from './phrases';
import { BEFORE_A_NAME, SURNAME_IN_EZ } from './words/surnames';
import { statesSomething } from './words/topics';

// How sellers call on somebody. Administrations do it too, with other verbs: sign, bring, call back, answer.

/** Verbs of instructions, by their stems: what follows from something that exists. */
const INSTRUCTION = oneOf`
  regularis; saisiss; repond; appel; rappel; rapport; present; apport; verifi; signal; evit; patient; respect; coup
  ferm; remett; transmett; envoy; renvoy; compos; tap; suiv; consult; telecharg; mett; confirm; valid; annul; report
  munissez; laiss; depos; recuper; retir; rejoign; descend; mont; contact; connect; reconnect; not; donn; complet
  sign; regl; pay; soy; veuill; compt; surveill; isol; refait; ventil; entr; sort; prepar; adress; indiqu; precis
  sonn; prevoy; stationn; gar; debranch; branch; recharg; rest; limit; protege(?!z-vous); eteign; arret; cess; ne
  conserv; gard; imprim; ouvr; quitt; evacu; utilis; reessay; actualis; suppos; sach; enregistr; degag; fourniss
  justifi; acquitt; av; et; pouv; dev; voul; sav; all; fer; ser; aur; recevr; trouver; pourr; devr; dispos
  beneficier; arriv
`;
/** A word in `-ez` of an imperative, not one after `vous`, and no instruction. */
const IMPERATIVE = new RegExp(
  `(?<![a-z]|vous |vous ne |vous n.|vous en |vous y |${BEFORE_A_NAME.join('|')})(?!(?:${SURNAME_IN_EZ})(?![a-z]))(?!chez|assez|rendez-vous|rez|passez (?:quand|a (?:l.accueil|la mairie|l.agence|la caisse)|le |la |les |au (?:guichet|secretariat|labo|bureau))|venez (?:avec (?!quelqu)|a jeun|le |la |les |retirer|chercher|recuperer|munie?s?|signer))(?!(?:${INSTRUCTION})ez)[a-z]{2,}ez(?![a-z])`,
);
const QUESTION = /\?/;
const SENDERS_OWN = anyOf`our; nos; notre; chez (?!vous|moi|toi|lui|eux|le|la|l.|les|me|maitre|votre|un|une|mon|ton|m\.|mme|nous n|[a-z]+ (?:le|a [0-9]))[a-z]+; on (?:vous|te) (?!rappel|attend a|attend le|tient|contact|previen|envoi|confirm|recontact|remercie|repond|demande|dit|tiendra|appel)`;
const ENGLISH_IMPERATIVE =
  /^(?:[a-z0-9 &']{2,25}: )?(?:and |so |now |why not |just |go on, |plus,? )?(?:get|grab|try|enjoy|discover|explore|treat|save|join|shop|visit|come|book|order|win|earn|claim|unlock|upgrade|switch|choose|pick|taste|meet|celebrate|make|give|bring|take|spend|start|love|see|feel|let|go|add|test|browse|head|drop|pop|swing|stock|snap|swap|refresh|boost|experience|escape|relax|learn|become|plan|don.t (?:miss|forget the)|be (?:the|among|one)|have you|want|looking|ready|fancy|need|hungry|tired|thinking|feeling|craving)(?![a-z])/;
/** Questions on a service that was received, and whether somebody was who acted. */
const SURVEY = anyOf`
  est-ce (?:le|la|que|ok|bien|vous); on (?:le|la|les) (?:fait|lance|commande|remplace|repare|garde); d.accord
  qui peut; peux-tu; pouvez-vous; peut-on; code de (?:la )?porte; ok (?:to|pour|for); can (?:anyone|we|someone)
  could you; avalee?; perdue?; oubliee?
  contente?s?; satisfaite?s?; (?:comment|comme) s.est; comment (?:jugez|evaluez|notez|trouvez|s.est|avez)…; avis
  note[rz]?; recommander…; bien passee?s?; recue?s?; pas vous; c.etait vous; est-ce (?:bien )?vous; vous convient
  cela vous va; toujours (?:disponible|d.accord|present)
  how (?:was|did|would|satisfied|likely|easy); rate (?:your|our|us|the|this); satisfied; was (?:it|this) you; not you
  still (?:ok|coming|available|able); can you (?:come|confirm|make)
`;

const APPEAL = union(SENDERS_OWN, IMPERATIVE, ENGLISH_IMPERATIVE, QUESTION);

/** The words with which a sentence calls on somebody as sellers do: an imperative, a question, an exclamation, its own shop. */
export function appealIn(sentence: string): string | undefined {
  if (SURVEY.test(sentence)) return undefined;
  const words = APPEAL.exec(sentence)?.[0];
  return words ?? (sentence.includes('!') && !statesSomething(sentence) ? '!' : undefined);
}
