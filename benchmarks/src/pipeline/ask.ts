import { Agent, get } from 'node:http';

const ASKED_AT_A_TIME = 50;

/**
 * Fetches these URLs, with some requests at a time on connections that stay open.
 * @param accepted - status of each answer
 * @throws Error at the first other one
 */
export async function askAll(urls: readonly string[], accepted: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: ASKED_AT_A_TIME });
  const waiting = [...urls];
  const inTurn = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await ask(agent, next, accepted);
  };
  await Promise.all(Array.from({ length: ASKED_AT_A_TIME }, inTurn));
  agent.destroy();
}

function ask(agent: Agent, url: string, accepted: number): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === accepted) resolve();
        else reject(new Error(`${new URL(url).host} answered ${response.statusCode}`));
      });
    }).on('error', reject);
  });
}
