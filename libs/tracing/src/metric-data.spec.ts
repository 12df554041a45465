import { metricDataOf } from './metric-data';

const part = (metricName: string, value: number, labels = {}) => ({ metricName, value, labels });

test('cumulative buckets become a count for each, by series; an unknown gauge is left out', () => {
  const made = metricDataOf(
    [
      {
        ...{ name: 'stopsms_test_seconds', help: 'h', type: 'histogram' },
        values: [
          part('stopsms_test_seconds_bucket', 2, { le: 0.1, lane: 'a' }),
          part('stopsms_test_seconds_bucket', 5, { le: 1, lane: 'a' }),
          part('stopsms_test_seconds_bucket', 6, { le: '+Inf', lane: 'a' }),
          part('stopsms_test_seconds_sum', 9.5, { lane: 'a' }),
          part('stopsms_test_seconds_count', 6, { lane: 'a' }),
          part('stopsms_test_seconds_bucket', 0, { le: '+Inf', lane: 'b' }),
        ],
      },
      { name: 'stopsms_age', help: 'h', type: 'gauge', values: [{ labels: {}, value: NaN }] },
      { name: 'old', help: 'h', type: 'summary', values: [] },
    ],
    1_000,
    2_500,
  );
  expect(made).toMatchObject([
    {
      descriptor: { name: 'stopsms_test_seconds' },
      dataPoints: [
        {
          ...{ startTime: [1, 0], endTime: [2, 500_000_000], attributes: { lane: 'a' } },
          value: { buckets: { boundaries: [0.1, 1], counts: [2, 3, 1] }, count: 6, sum: 9.5 },
        },
        { attributes: { lane: 'b' }, value: { count: 0 } },
      ],
    },
    { descriptor: { name: 'stopsms_age' }, dataPoints: [] },
  ]);
  expect(made).toHaveLength(2);
});
