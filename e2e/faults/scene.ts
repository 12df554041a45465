import type { RunningStack } from '@stopsms/local-stack';
import { type Cast, OrderNotices, type RunningCampaign, addBook, assemble, startCampaign } from './advertisers';
import { type Checked, checkHistory } from './check/check-history';
import type { History } from './check/history';
import { findsMessages, gatherHistory } from './gather-history';
import { HandsetPlay } from './handset-play';
import { Inflictor } from './inflict';
import { Operator } from './operator';
import type { Person } from './people';
import { lookedUp, settle } from './settle';

export interface SceneReport extends Checked {
  history: History;
}

/** People at their handsets, and the address book that they are in. */
interface Crowd {
  cast: Cast;
  handsets: HandsetPlay;
}

/** People with handsets, two advertisers and an operator, on a running stack. */
export class Scene {
  readonly inflictor: Inflictor;
  private readonly crowds: Crowd[] = [];
  private readonly campaigns: RunningCampaign[] = [];
  private readonly startedAt = performance.now();
  private readonly notices: OrderNotices;

  private constructor(
    readonly stack: RunningStack,
    readonly operator: Operator,
    private readonly cast: Cast,
    private readonly print: (line: string) => void,
  ) {
    this.inflictor = new Inflictor(stack, operator);
    this.notices = new OrderNotices(stack, cast.panivo);
  }

  static async open(stack: RunningStack, people: readonly Person[], print: (line: string) => void): Promise<Scene> {
    const cast = await assemble(stack, people);
    const scene = new Scene(stack, new Operator(stack.simulator.url), cast, print);
    scene.add(cast, people);
    return scene;
  }

  readonly say = (line: string): void =>
    this.print(`[${((performance.now() - this.startedAt) / 1000).toFixed(1).padStart(5)} s] ${line}`);

  /** More people, in an address book of their own, to whom `begin` and `advertise` apply from now on. */
  async join(people: readonly Person[]): Promise<void> {
    this.add(await addBook(this.stack, this.cast, people), people);
  }

  /** People begin to read what comes, and to write what they had made up their mind to. */
  begin(): void {
    this.crowds.at(-1)?.handsets.begin();
  }

  async advertise(title: string, percent: number, crowds = this.crowds.slice(-1)): Promise<void> {
    const offer = `Bonjour {{first_name}}, -${percent}% sur les manteaux chez Lorane ce samedi.`;
    for (const { cast } of crowds) this.campaigns.push(await startCampaign(this.stack, cast, title, offer));
  }

  /** A campaign for each address book. */
  advertiseToAll(title: string, percent: number): Promise<void> {
    return this.advertise(title, percent, this.crowds);
  }

  /** The second advertiser's, each so many milliseconds from now. */
  notify(notices: readonly { atMs: number; to: string }[]): Promise<void> {
    return this.notices.publish(notices);
  }

  /** Plays the scene; if it fails, ends first what still goes on, since that would outlive the stack. */
  async play<R>(work: () => Promise<R>): Promise<R> {
    try {
      return await work();
    } catch (error) {
      await Promise.all([this.notices, ...this.everyHandset(), this.inflictor].map((each) => each.abandon()));
      throw error;
    }
  }

  settle(): Promise<void> {
    return settle(this.stack, this.operator, this.campaigns, this.say);
  }

  /** Nothing happens any more, and everybody is asked what did. */
  async end(): Promise<SceneReport> {
    await this.settle();
    await Promise.all(this.everyHandset().map((handsets) => handsets.end()));
    await this.settle();
    if (findsMessages(this.stack)) await lookedUp(this.stack);
    const history = await gatherHistory(this.stack, this.operator, this.campaigns, this.inflictor.failedStarts);
    return { ...checkHistory(history), history };
  }

  private add(cast: Cast, people: readonly Person[]): void {
    this.crowds.push({ cast, handsets: new HandsetPlay(this.operator, people) });
  }

  private everyHandset(): HandsetPlay[] {
    return this.crowds.map(({ handsets }) => handsets);
  }
}
