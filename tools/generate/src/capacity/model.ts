import { type Topic, topology } from '@stopsms/contracts';
import type { Figures, Process } from './figures';

/** Assumptions of the model; docs/capacity.md names them. */
export const ASSUMED = {
  /** Hours of the day in which adverts are sent, and the peak as a multiple of the average. */
  hours: 13,
  peak: 2,
  /** Share of a processor that is planned to be busy. */
  load: 0.5,
  copies: 3,
  coresOfBroker: 4,
  partitions: 12,
  /** Fewest replicas and brokers, so that one may fail. */
  minReplicas: 2,
  minBrokers: 3,
} as const;

const DAYS_A_YEAR = 365;
const DAY_MS = 86_400_000;
const TERABYTE = 1e12;

/** Needs of a number of messages a day. */
export interface Demand {
  perDay: number;
  averagePerSecond: number;
  peakPerSecond: number;
  /** Cores busy at the peak, copies on Kafka included: by the line through both measured points, and by the cost at full load. */
  busyCores: { from: number; to: number };
  plannedCores: number;
  replicas: Record<'compliance' | 'inbound-mo' | 'campaign' | 'dispatcher', number>;
  /** Members of a group are at most as many as partitions: beyond that, further installations. */
  installations: number;
  brokers: number;
  kafka: { writtenPerSecond: number; sentPerSecond: number; receivedPerSecond: number; stored: number };
  postgres: { cores: number; perDay: number; afterAYear: number; walPerSecond: number };
}

/** Processor time of one advert by process, in microseconds. */
export function usOf({ full, split }: Figures, process: Process): number {
  const sum = Object.values(split).reduce((total, us) => total + us, 0);
  return (full.us * split[process]) / sum;
}

/** Line through the two measured points: cores busy whatever the rate, and microseconds for each further advert. */
export function lineOf({ steady, full }: Figures): { cores: number; us: number } {
  const us = (full.perSecond * full.us - steady.perSecond * steady.us) / (full.perSecond - steady.perSecond);
  return { cores: (steady.perSecond * (steady.us - us)) / 1e6, us };
}

/** Cores busy on one broker at a rate. Nothing was measured above full load, so that there the cost of an advert is a bound. */
export function busyAt(figures: Figures, perSecond: number): { from: number; to: number } {
  const { cores, us } = lineOf(figures);
  const from = cores + (perSecond * us) / 1e6;
  const { full } = figures;
  return { from, to: perSecond > full.perSecond ? Math.max(from, (perSecond * full.us) / 1e6) : from };
}

export const bytesOfMessage = (parts: readonly { bytes: number }[]): number =>
  parts.reduce((total, { bytes }) => total + bytes, 0);

const edgeOf = (name: string) => topology.find(({ topic }) => topic.name === name);
const retentionOf = ({ cleanup }: Topic): number => (cleanup.policy === 'compact' ? 0 : cleanup.retentionMs / DAY_MS);

/** Days for which records of a topic are kept. */
export const daysOf = (name: string): number => {
  const edge = edgeOf(name);
  return edge ? retentionOf(edge.topic) : 0;
};
/** Number of services that read a topic. */
const readersOf = (name: string): number => edgeOf(name)?.readers.length ?? 0;

export function demandOf(figures: Figures, perDay: number): Demand {
  const { hours, peak, load, copies, coresOfBroker, partitions, minReplicas, minBrokers } = ASSUMED;
  const averagePerSecond = perDay / hours / 3_600;
  const peakPerSecond = averagePerSecond * peak;
  const coresOf = (process: Process) => (peakPerSecond * usOf(figures, process)) / 1e6;
  const busy = busyAt(figures, peakPerSecond);
  const furtherCopies = (copies - 1) * coresOf('Kafka');
  const busyCores = { from: busy.from + furtherCopies, to: busy.to + furtherCopies };
  const replicasOf = (process: Process) => Math.max(minReplicas, Math.ceil(coresOf(process) / load));
  const replicas = {
    compliance: replicasOf('compliance'),
    'inbound-mo': replicasOf('inbound-mo'),
    campaign: replicasOf('campaign'),
    dispatcher: Math.max(minReplicas, Math.ceil(peakPerSecond / figures.dispatcherPerSecond / load)),
  };
  const { kafka, postgres } = figures;
  const written = bytesOfMessage(kafka);
  const read = kafka.reduce((total, { topic, bytes }) => total + bytes * readersOf(topic), 0);
  return {
    ...{ perDay, averagePerSecond, peakPerSecond, busyCores, replicas },
    plannedCores: Math.ceil(busyCores.to / load),
    installations: Math.ceil(Math.max(...Object.values(replicas)) / partitions),
    brokers: Math.max(minBrokers, Math.ceil((coresOf('Kafka') * copies) / load / coresOfBroker)),
    kafka: {
      writtenPerSecond: peakPerSecond * written * copies,
      receivedPerSecond: peakPerSecond * written * copies,
      sentPerSecond: peakPerSecond * (read + written * (copies - 1)),
      stored: perDay * copies * kafka.reduce((total, { topic, bytes }) => total + bytes * daysOf(topic), 0),
    },
    postgres: {
      cores: coresOf('PostgreSQL'),
      perDay: perDay * bytesOfMessage(postgres),
      afterAYear:
        perDay *
        postgres.reduce((total, { bytes, days = DAYS_A_YEAR }) => total + bytes * Math.min(days, DAYS_A_YEAR), 0),
      walPerSecond: peakPerSecond * figures.walBytes,
    },
  };
}

/** List prices of Amazon for us-east-1, in dollars without tax. */
export const PRICES = { asOf: 'June 2026', coreAMonth: (0.0816 * 730) / 2, gigabyteAMonth: 0.08 } as const;

/** Dollars a month: planned processors, Kafka's disks, and PostgreSQL with a replica after a month. */
export function costOf({ plannedCores, kafka, postgres }: Demand): { cores: number; kafka: number; postgres: number } {
  const disk = (bytes: number) => (bytes / TERABYTE) * 1_000 * PRICES.gigabyteAMonth;
  return {
    cores: plannedCores * PRICES.coreAMonth,
    kafka: disk(kafka.stored),
    postgres: disk(2 * 30 * postgres.perDay),
  };
}
