// Names of people that end like a French imperative: `votre RDV avec Mme Martinez` calls on nobody.

/** Alternatives of an expression, in plain form. */
export const SURNAME_IN_EZ =
  'martinez|fernandez|gonzalez|gonzales|rodriguez|hernandez|sanchez|perez|lopez|gomez|ramirez|alvarez|jimenez|gimenez|dominguez|' +
  'vasquez|vazquez|gutierrez|nunez|suarez|mendez|benitez|marquez|ortez|valdez|cortez|juarez|velez|chavez|ibanez|yanez|galvez|' +
  'estevez|menendez|melendez|enriquez|ordonez|bermudez|cespedez|florez|ruez|tellez|yvanez|paez|baez|saez|diez|ferrandez|lainez|' +
  'cervantez|narvaez|arguez|alvez|esteves|gutierez|giminez|hervez|dupuez|bez|fez';

/** Words before a name: `Mme`, `Dr`, `chez`. */
export const BEFORE_A_NAME = [
  'm\\. ',
  'mr ',
  'mme ',
  'mlle ',
  'dr ',
  'dr\\. ',
  'docteur ',
  'madame ',
  'monsieur ',
  'maitre ',
  'pr ',
  'me ',
];
