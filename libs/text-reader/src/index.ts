export { type Categorised, type Category, categorise } from './category/categorise';
export { type CategoryReason, type Verdict, judge } from './category/judge';
export { anyOf } from './category/phrases';
export { ASK_FROM, REFUSE_FROM, type Signal, type SignalCode } from './category/signals';
export { foldLookAlikes, plainText, withoutInvisible } from './plain-text';
export { templateOf } from './template/template-of';
