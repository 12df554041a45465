// What makes and measures the weights, beside the reader itself.

export { readText } from './category/reading';
export { type RuleFigures, readByRules } from './category/rule-figures';
export { BUCKETS, type Feature, bucketsOfWord, featuresOf } from './category/weighing/features';
export { type ModelFigures, TABLES, knowsWord, textOdds, windowsOf } from './category/weighing/model';
export { type Token, tokensOf } from './category/weighing/tokens';
export { readCases } from './fixtures/cases';
export { namesIn } from './template/names-in';
