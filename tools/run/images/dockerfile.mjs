/**
 * Configuration that the last stage of a Dockerfile gives to its image, so that images with and without an engine have the same.
 * @param args - build arguments
 */
export function imageConfig(text, args) {
  const [, stage] = /(?:^FROM [^]*)?^FROM ([^]*)/m.exec(text);
  const lines = stage
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n');
  const of = (name) => lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const filled = (value) => value.replaceAll(/\$\{(\w+)\}/g, (_, name) => args[name]);
  const pairs = of('LABEL').flatMap((line) => [...line.matchAll(/(\S+?)="([^"]*)"/g)]);
  const [, interval, timeout, start, retries, test] =
    /^--interval=(\d+)s --timeout=(\d+)s --start-period=(\d+)s --retries=(\d+) CMD (.*)$/.exec(of('HEALTHCHECK')[0]);
  const seconds = (count) => Number(count) * 1e9;
  return {
    Env: of('ENV'),
    WorkingDir: of('WORKDIR')[0],
    User: of('USER')[0],
    Entrypoint: JSON.parse(of('ENTRYPOINT')[0]),
    Labels: Object.fromEntries(pairs.map(([, name, value]) => [name, filled(value)])),
    Healthcheck: {
      Test: ['CMD', ...JSON.parse(test)],
      Interval: seconds(interval),
      Timeout: seconds(timeout),
      StartPeriod: seconds(start),
      Retries: Number(retries),
    },
  };
}
