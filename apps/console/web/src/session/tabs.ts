/** Tabs of one browser have one session: each reports to the others whose it is now, or that it has ended. */
const channel = new BroadcastChannel('stopsms-session');

type News = { person: string } | 'over';

export const postToTabs = (news: News): void => channel.postMessage(news);
export const onNewsOfTabs = (then: (news: News) => void): void =>
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => then(data));
