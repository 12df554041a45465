import { table } from '../rules/markdown';
import { FIGURES } from './figures';
import { ASSUMED, type Demand, PRICES, bytesOfMessage, costOf, daysOf, demandOf, lineOf, usOf } from './model';

/** Messages a day: ten million, a billion a month, a hundred million, a billion. */
const PER_DAY = [1e7, 1e9 / 30, 1e8, 1e9];
const GIBIBYTE = 2 ** 30;
const OPT_OUTS = 1e8;

const whole = (value: number): string => Math.round(value).toLocaleString('en');
/** Two significant digits below 100, none behind the point above. */
const short = (value: number): string => (value >= 100 ? whole(value) : Number(value.toPrecision(2)).toString());
const bytes = (value: number): string => {
  const [unit, by] = (
    [
      ['TB', 1e12],
      ['GB', 1e9],
      ['MB', 1e6],
    ] as const
  ).find(([, size]) => value >= size) ?? ['kB', 1e3];
  return `${short(value / by)} ${unit}`;
};
const millions = (value: number): string => `${short(value / 1e6)} million`;

/** Work of one core. */
export function coreTable(): string {
  const { steady, full, others } = FIGURES;
  const line = lineOf(FIGURES);
  return table(
    ['work', 'a second, one core', 'source'],
    [
      [
        'an advert, request to receipt, all processes, at full load',
        whole(1e6 / full.us),
        `\`pipeline\`: ${whole(full.us)} µs of processor time each at ${whole(full.perSecond)} a second, Kafka, PostgreSQL and the simulated operator included`,
      ],
      [
        `the same at ${whole(steady.perSecond)} a second`,
        whole(1e6 / steady.us),
        `\`footprint\`: ${whole(steady.us)} µs each, because batches are smaller and something is done at rest too`,
      ],
      ['one advert more', whole(1e6 / line.us), `computed from both: ${whole(line.us)} µs`],
      ...others.map(({ work, perSecond, source }) => [work, perSecond, source]),
    ],
  );
}

/** Parts of an advert's processor time. */
export function splitTable(): string {
  const processes = Object.keys(FIGURES.split) as (keyof typeof FIGURES.split)[];
  return table(
    ['process', 'µs of an advert at full load'],
    [
      ...processes.map((process) => [process, whole(usOf(FIGURES, process))]),
      ['**all**', `**${whole(FIGURES.full.us)}**`],
    ],
  );
}

/** Bytes of a message on Kafka and in PostgreSQL. */
export function bytesTables(): string {
  const { kafka, postgres, optOut } = FIGURES;
  const onKafka = table(
    ['bytes of a message', 'Kafka, one copy', 'retention'],
    [
      ...kafka.map((each) => [
        each.topic.includes(' ') ? each.topic : `\`${each.topic}\``,
        whole(each.bytes),
        daysOf(each.topic) ? `${daysOf(each.topic)} days` : '',
      ]),
      ['**all**', `**${whole(bytesOfMessage(kafka))}**`, ''],
    ],
  );
  const inPostgres = table(
    ['bytes of a message', 'PostgreSQL, indexes included', 'retention'],
    [
      ...postgres.map((each) => [each.table, whole(each.bytes), each.days ? `${each.days} days` : 'for ever']),
      ['**all**', `**${whole(bytesOfMessage(postgres))}**`, ''],
    ],
  );
  const gibibyte = table(
    ['one gibibyte has room for', 'messages', 'opt-outs'],
    [
      ['on Kafka', whole(GIBIBYTE / bytesOfMessage(kafka)), millions(GIBIBYTE / optOut.topicBytes)],
      ['in PostgreSQL', whole(GIBIBYTE / bytesOfMessage(postgres)), millions(GIBIBYTE / optOut.rowBytes)],
      ['in the view of a dispatcher, and its snapshot', '', millions(GIBIBYTE / optOut.viewBytes)],
    ],
  );
  return [onKafka, inPostgres, gibibyte].join('\n\n');
}

/** Needs of a hundred million opt-outs. */
export function optOutTable(): string {
  const { viewBytes, growingBytes, readySecondsAMillion, snapshotSecondsOfTenMillion, topicBytes, rowBytes } =
    FIGURES.optOut;
  const inMillions = OPT_OUTS / 1e6;
  return table(
    ['what', 'arithmetic', 'result'],
    [
      [
        'view, each dispatcher',
        `× ${viewBytes} B; × ${growingBytes} B while it grows`,
        `${bytes(OPT_OUTS * viewBytes)}; ${bytes(OPT_OUTS * growingBytes)} at most`,
      ],
      [
        'ready from the topic',
        `${readySecondsAMillion} s a million × ${inMillions}`,
        `${short((readySecondsAMillion * inMillions) / 60)} min`,
      ],
      [
        'ready from the snapshot',
        `${snapshotSecondsOfTenMillion} s for 10 million × ${inMillions / 10}, and later records`,
        'seconds',
      ],
      ['the topic, three copies', `× ${topicBytes} B × 3`, bytes(OPT_OUTS * topicBytes * 3)],
      ['PostgreSQL', `× ${whole(rowBytes)} B`, `${bytes(OPT_OUTS * rowBytes)}, and its replica`],
    ],
  );
}

const range = ({ from, to }: { from: number; to: number }): string =>
  short(from) === short(to) ? short(from) : `${short(from)} to ${short(to)}`;

const ROWS: readonly [string, (demand: Demand) => string][] = [
  [
    'a second on average; at the peak',
    ({ averagePerSecond, peakPerSecond }) => `${whole(averagePerSecond)}; ${whole(peakPerSecond)}`,
  ],
  ['cores busy at the peak', ({ busyCores }) => range(busyCores)],
  ['cores planned, all machines', ({ plannedCores }) => whole(plannedCores)],
  ['replicas of compliance', ({ replicas }) => whole(replicas.compliance)],
  ['replicas of inbound-mo', ({ replicas }) => whole(replicas['inbound-mo'])],
  ['replicas of campaign', ({ replicas }) => whole(replicas.campaign)],
  ['dispatchers', ({ replicas }) => whole(replicas.dispatcher)],
  [`installations, of ${ASSUMED.partitions} partitions each`, ({ installations }) => whole(installations)],
  [`brokers of ${ASSUMED.coresOfBroker} cores, all installations`, ({ brokers }) => whole(brokers)],
  ['Kafka: written to disks', ({ kafka }) => `${bytes(kafka.writtenPerSecond)}/s`],
  [
    'Kafka: network in; out, all brokers',
    ({ kafka }) => `${bytes(kafka.receivedPerSecond)}/s; ${bytes(kafka.sentPerSecond)}/s`,
  ],
  ['Kafka: stored', ({ kafka }) => bytes(kafka.stored)],
  ['PostgreSQL: cores busy', ({ postgres }) => short(postgres.cores)],
  ['PostgreSQL: write-ahead log, to disk and to each replica', ({ postgres }) => `${bytes(postgres.walPerSecond)}/s`],
  ['PostgreSQL: rows of a day', ({ postgres }) => bytes(postgres.perDay)],
  ['PostgreSQL: stored after a year', ({ postgres }) => bytes(postgres.afterAYear)],
  ['dollars a month: planned cores', (demand) => whole(costOf(demand).cores)],
  ['dollars a month: disks of Kafka', (demand) => whole(costOf(demand).kafka)],
  ['dollars a month: PostgreSQL and its replica, after a month', (demand) => whole(costOf(demand).postgres)],
];

/** Needs of so many messages a day. */
export function demandTable(): string {
  const demands = PER_DAY.map((perDay) => demandOf(FIGURES, perDay));
  const head = PER_DAY.map((perDay) => `${whole(perDay / 1e6)} M${perDay === 1e9 / 30 ? ' (a billion a month)' : ''}`);
  return table(
    ['messages a day', ...head],
    ROWS.map(([name, cell]) => [name, ...demands.map(cell)]),
  );
}

/** Assumptions and the line behind the table. */
export function assumptions(): string {
  const { hours, peak, load, copies, minReplicas, minBrokers } = ASSUMED;
  const { steady, full, dispatcherPerSecond, walBytes } = FIGURES;
  const line = lineOf(FIGURES);
  return `- Adverts are sent in ${hours} hours of the day; the peak is ${peak} times the average. Machines are planned to be ${100 * load} % busy at the peak.
- Cores busy: ${short(line.cores)} at any rate and ${whole(line.us)} µs for each advert, a line through the two points that were measured, ${whole(steady.perSecond)} a second (${short((steady.perSecond * steady.us) / 1e6)} cores) and ${whole(full.perSecond)} (${short((full.perSecond * full.us) / 1e6)}). Above ${whole(full.perSecond)} a second nothing was measured: the second value takes ${whole(full.us)} µs for each, as if batches grew no more. Cores are planned for it.
- Each of ${copies - 1} more copies on Kafka costs a broker as much as the first (assumed), and its share of an advert is ${whole(usOf(FIGURES, 'Kafka'))} µs.
- A process of ours uses one core. Replicas scale up to the number of partitions (assumed); at least ${minReplicas} replicas and ${minBrokers} brokers, so that one may fail. A dispatcher submits ${whole(dispatcherPerSecond)} a second.
- Kafka's network: each record arrives once and is sent to ${copies - 1} other brokers and to each service that reads it. PostgreSQL's: the log, ${whole(walBytes)} bytes a message, to each replica; traffic between services and database was not measured.
- Prices: Amazon's list for us-east-1 of ${PRICES.asOf}, without tax: \`m7g.large\` (2 cores, 8 GiB) 0.0816 dollars an hour, \`gp3\` ${PRICES.gigabyteAMonth} a GB and month. Copies between zones, backups, load balancers and staff are not included.`;
}
