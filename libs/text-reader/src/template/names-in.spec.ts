import { readable } from '../plain-text';
import { namesIn } from './names-in';

test.each([
  ['Bonjour Chloé, votre colis est arrivé', ['chloe']],
  ['Bonjour Marie-Anne Le Goff, votre colis est arrivé', ['marie', 'anne', 'le', 'goff']],
  ['Noël, votre carte est prête', ['noel']],
  ['Votre rendez-vous avec Mme Prix est confirmé', ['mme', 'prix']],
  ['Soldes chez Alba, venez vite', ['alba']],
  ['Soldes sur tout, venez vite', []],
  ['BONJOUR CHLOE VENEZ VITE', []],
])('names in "%s": %j', (text, names) => {
  expect(namesIn(readable(text))).toEqual(names);
});
