import { join } from 'node:path';
import { workspaceRoot } from '../workspace';
import { readStackConfiguration } from './configuration';

describe('the configuration of a local stack', () => {
  it('is complete with no variable set', () => {
    expect(readStackConfiguration({})).toEqual({
      dir: join(workspaceRoot(), '.stopsms'),
      ports: {
        campaign: 3001,
        compliance: 3002,
        dispatcher: 3003,
        'inbound-mo': 3004,
        suppression: 3005,
        notification: 3006,
        gateway: 3009,
        console: 3007,
        identityProvider: 3008,
        gatewaySmpp: 2776,
        simulatorHttp: 3010,
        simulatorSmpp: 2775,
        simulatorVendor: 3011,
        kafka: 9092,
        postgres: 5433,
      },
      replicaPorts: { dispatcher: [] },
    });
  });

  it('takes ports and folder from the environment, and an empty variable for none', () => {
    const { dir, ports } = readStackConfiguration({
      STOPSMS_DIR: '/elsewhere',
      KAFKA_PORT: '19092',
      POSTGRES_PORT: '',
    });
    expect({ dir, kafka: ports.kafka, postgres: ports.postgres }).toEqual({
      dir: '/elsewhere',
      kafka: 19092,
      postgres: 5433,
    });
  });

  test.each(['0', '65536', '80.5', 'http', '-1'])('refuses %s for a port', (text) => {
    expect(() => readStackConfiguration({ KAFKA_PORT: text })).toThrow(
      `KAFKA_PORT is "${text}", expected a port from 1 to 65535`,
    );
  });

  it('gives each further dispatcher a port of its own', () => {
    expect(readStackConfiguration({ DISPATCHER_REPLICA_PORTS: '3103, 3203' }).replicaPorts).toEqual({
      dispatcher: [3103, 3203],
    });
    expect(() => readStackConfiguration({ DISPATCHER_REPLICA_PORTS: '3103,3005' })).toThrow(
      'DISPATCHER_REPLICA_PORTS and SUPPRESSION_PORT are both 3005',
    );
  });

  it('names everything that is wrong at once', () => {
    const env = { CAMPAIGN_PORT: 'x', SIMULATOR_SMPP_PORT: 'y', INBOUND_MO_PORT: '3005' };
    expect(() => readStackConfiguration(env)).toThrow(
      /CAMPAIGN_PORT is "x"[^]*SUPPRESSION_PORT and INBOUND_MO_PORT are both 3005[^]*SIMULATOR_SMPP_PORT is "y"/,
    );
  });
});
