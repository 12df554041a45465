// kafkajs 2.2.4 makes a buffer of 512 octets for each record and each header that it writes, and a promise and a batch for each
// partition of each response, whether or not it has records; a consumer of twelve quiet partitions does so twelve times a second.
// Here the two requests that have records are encoded, and their responses decoded, in one pass. kafkajs has no codec but gzip, checks
// no checksum, and ends a consumer whose batch it cannot decode: here such a batch is one record, for the dead letters. Unusual
// requests are left to kafkajs: compression, transactions, idempotent producers, timestamps given.
import { type FetchRequest, decodeFetch, encodeFetch } from '../wire/fetch';
import { type ProduceRequest, encodeProduce, isUnusual } from '../wire/produce';

interface Versioned<R> {
  request: { apiKey: number; apiVersion: number; apiName: string; encode: () => Promise<unknown> };
  response: R;
  requestTimeout?: number;
}
interface Definition<Q, R> {
  protocol: (of: { version: number }) => (request: Q) => Versioned<R>;
}
interface FetchAnswers {
  decode: (octets: Buffer) => Promise<unknown>;
  parse: (decoded: unknown) => Promise<unknown>;
}

const FETCH_VERSION = 11;
const PRODUCE_VERSION = 7;

/* eslint-disable @typescript-eslint/no-require-imports -- they have no types */
const { requests } = require('kafkajs/src/protocol/requests') as {
  requests: { Fetch: Definition<FetchRequest, FetchAnswers>; Produce: Definition<ProduceRequest, unknown> };
};
/* eslint-enable @typescript-eslint/no-require-imports */

const { protocol: fetchOf } = requests.Fetch;
requests.Fetch.protocol = ({ version }) => {
  const ofKafkajs = fetchOf({ version });
  if (version !== FETCH_VERSION) return ofKafkajs;
  return (fetch) => {
    const { request, response, requestTimeout } = ofKafkajs(fetch);
    return {
      ...(requestTimeout !== undefined && { requestTimeout }),
      request: { ...request, encode: () => Promise.resolve(encodeFetch(fetch)) },
      response: { ...response, decode: (octets: Buffer) => Promise.resolve(decodeFetch(octets)) },
    };
  };
};

const { protocol: produceOf } = requests.Produce;
requests.Produce.protocol = ({ version }) => {
  const ofKafkajs = produceOf({ version });
  if (version !== PRODUCE_VERSION) return ofKafkajs;
  return (produce) => {
    const made = ofKafkajs(produce);
    if (isUnusual(produce)) return made;
    const encode = () => Promise.resolve(encodeProduce(produce));
    return { ...made, request: { ...made.request, encode } };
  };
};

export {};
