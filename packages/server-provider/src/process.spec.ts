import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { aFlag, aRuleset } from '../test/rulesets.ts';
import { aStatement } from '../test/signing.ts';
import { useFlagServer } from '../test/use-flag-server.ts';

const PROGRAM = fileURLToPath(new URL('../test/program.ts', import.meta.url));

describe('the process of an application', () => {
  const server = useFlagServer();

  /** Runs until it ends by itself. */
  const run = async (...args: string[]) => {
    const options = ['--experimental-transform-types', '--no-warnings', PROGRAM];
    const program = spawn(process.execPath, [...options, ...args], { timeout: 30_000 });
    let output = '';
    program.stdout.on('data', (data) => (output += data));
    program.stderr.on('data', (data) => (output += data));
    const [code, signal] = (await once(program, 'close')) as [number | null, string | null];
    return { output, code, signal };
  };

  it('ends when it is closed, and has posted what it counted', async () => {
    server().statement = aStatement({ ruleset: aRuleset({ flags: { on: aFlag() } }) });
    const { output, ...end } = await run(server().url, 'close');
    expect(output).toContain('on: true');
    expect(end).toEqual({ code: 0, signal: null });
    expect(server().counts).toEqual([expect.objectContaining({ flag: 'on', count: 1 })]);
    expect(output).not.toContain(server().key);
  });

  it('is not kept alive by what is tried again', async () => {
    await server().stop();
    const { output, ...end } = await run(server().url);
    expect(output).toContain('on: false');
    expect(output).toContain('ECONNREFUSED');
    expect(output).not.toContain(server().key);
    expect(end).toEqual({ code: 0, signal: null });
    await server().start();
  });
});
