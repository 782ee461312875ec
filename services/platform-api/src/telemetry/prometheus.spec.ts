import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import { findPrometheus, startPrometheus } from '../../test/prometheus.ts';
import type { RunningPrometheus, Sample } from '../../test/prometheus.ts';
import { openStream } from '../../test/stream.ts';
import { until } from '../../test/until.ts';
import { Metrics } from './metrics.ts';

const DEPLOY = new URL('../../../../deploy/', import.meta.url);
const TOKEN = 'of-prometheus';

interface Query {
  readonly panel: string;
  readonly expr: string;
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

/** Each query of the dashboard, as Grafana would send it with everything chosen. */
async function dashboardQueries(): Promise<Query[]> {
  const file = await readFile(new URL('grafana/halyard.json', DEPLOY), 'utf8');
  const { panels } = JSON.parse(file) as { panels: readonly Panel[] };
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({
      panel: title,
      expr: expr
        .replaceAll('$__rate_interval', '10s')
        .replaceAll('$environment', '.*')
        .replaceAll('$instance', '.*'),
    })),
  );
}

/** The configuration that is deployed, with this machine's API and scrapes each second. */
async function configuration(api: TestApi, tokenFile: string): Promise<string> {
  const deployed = await readFile(new URL('prometheus/prometheus.yml', DEPLOY), 'utf8');
  const { host } = new URL(api.url);
  return deployed
    .replace('scrape_interval: 15s', 'scrape_interval: 1s')
    .replace('/run/secrets/metrics-token', tokenFile)
    .replace(/dns_sd_configs:[^]*/, `static_configs: [{ targets: ['${host}'] }]\n`);
}

const tools = await findPrometheus();
if (tools instanceof Error) {
  process.stderr.write(
    `\n!!! No Prometheus: the dashboard's queries are NOT tested. Install Debian's package "prometheus". ${tools.message}\n\n`,
  );
  it.skip('needs a Prometheus, and there is none', () => undefined);
} else {
  describe('a real Prometheus', () => {
    let folder: string;
    let config: string;
    let api: TestApi;
    let prometheus: RunningPrometheus;
    let traffic: NodeJS.Timeout;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'halyard-scrape-'));
      const tokenFile = join(folder, 'token');
      await writeFile(tokenFile, TOKEN);
      api = await startApi(undefined, { HALYARD_METRICS_TOKEN: TOKEN });
      config = await configuration(api, tokenFile);
      prometheus = await startPrometheus(tools, config);
      traffic = setInterval(() => void use(api), 500);
    });
    afterAll(async () => {
      clearInterval(traffic);
      await prometheus.stop();
      await api.close();
      await rm(folder, { recursive: true });
    });

    it('reaches the API with its token', async () => {
      await until(async () => (await prometheus.targets()).join() === 'up');
    });

    it('answers every query of the dashboard with data', async () => {
      const queries = await dashboardQueries();
      expect(queries.length).toBeGreaterThan(25);
      const stream = await openStream(api, 'shahin');
      const silent = async () => {
        const answers = await Promise.all(
          queries.map(async (query) => ({ ...query, samples: await prometheus.query(query.expr) })),
        );
        return answers.filter(({ samples }) => !samples.some(isNumber)).map(toName);
      };
      const deadline = Date.now() + 45_000;
      await until(async () => Date.now() > deadline || (await silent()).length === 0);
      expect(await silent()).toEqual([]);
      stream.close();
    });

    it('has every metric that the dashboard asks for', async () => {
      const names = (await prometheus.query('group by (__name__) ({job="halyard"})')).map(
        ({ metric }) => metric['__name__'],
      );
      const asked = (await dashboardQueries()).flatMap(({ expr }) => [
        ...expr.matchAll(/\b(\w+)\{/g),
      ]);
      expect(new Set(asked.map(([, name]) => name)).size).toBeGreaterThan(15);
      expect(asked.map(([, name]) => name).filter((name) => !names.includes(name))).toEqual([]);
    });

    it('sees what happens: a client of the stream, and no replica that is stale or behind', async () => {
      const stream = await openStream(api, 'shahin');
      const one = async (expr: string) => (await prometheus.query(expr))[0]?.value[1];
      await until(async () => (await one('halyard_stream_clients')) === '1');
      expect(await one('halyard_ruleset_stale')).toBe('0');
      const [behind] = (await dashboardQueries()).filter(
        ({ panel }) => panel === 'Replicas behind',
      );
      expect(await one(behind?.expr ?? '')).toBe('0');
      stream.close();
    });

    it('has nothing to say against the configuration or the metrics', async () => {
      const file = join(folder, 'prometheus.yml');
      await writeFile(file, config);
      const deployed = new URL('prometheus/prometheus.yml', DEPLOY).pathname;
      const headers = { authorization: `Bearer ${TOKEN}` };
      const metrics = await (await fetch(`${api.url}/metrics`, { headers })).text();
      expect(await promtool(['check', 'config', file])).toMatchObject({ code: 0 });
      expect(await promtool(['check', 'config', '--syntax-only', deployed])).toMatchObject({
        code: 0,
      });
      expect(await promtool(['check', 'metrics'], metrics)).toEqual({ code: 0, said: '' });
    });

    async function promtool(args: readonly string[], input = '') {
      const child = spawn((tools as Exclude<typeof tools, Error>).promtool, args);
      child.stdin.end(input);
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
      const code = await ended;
      return code === 0 ? { code, said } : { code, said: `${out}${said}` };
    }
  });
}

/** A moment of what people and machines do. */
async function use(api: TestApi): Promise<void> {
  const shahin = api.as('shahin');
  api.app.get(Metrics).exposures('staging', 3);
  await Promise.allSettled([
    api.as('user@98chimp').post('/api/flags/evaluate'),
    shahin.get('/api/flags/eval?key=new_billing_v2'),
    shahin.get('/api/flags/eval?key=no_such_flag'),
    shahin.createFlag(`used_${Date.now()}`),
  ]);
}

function isNumber({ value: [, number] }: Sample): boolean {
  return number !== 'NaN';
}

function toName({ panel, expr }: Query): string {
  return `${panel}: ${expr}`;
}
