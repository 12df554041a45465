import { hashFeatures, trainingExamples } from '../src/replies/training-examples';
import trained from '../../../libs/reader-texts/trained.json';

// A reason or a role that is renamed is another feature, which the weights were not trained on: then train them again.
test('the code finds the features in replies that the weights were trained on', () => {
  expect(hashFeatures(trainingExamples())).toBe(trained.replies.features);
});
