// What makes and measures the weights, beside the reader itself.

export { type LabelledReply, loadReplies } from './fixtures/load-replies';
export { FEATURE_KINDS, type FeatureKind, type FeatureSink, SLOTS, findFeatures } from './weighing/features';
export type { ReplyModelFigures } from './weighing/load-model';
export { WISHES, type Wish } from './weighing/model';
export { plainOf } from './weighing/weigh-reply';
