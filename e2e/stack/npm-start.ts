import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Ports } from './free-ports.ts';
import { processesOf, type Process } from './processes.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm start` runs, in a process group of its own: as a terminal has it. */
export class NpmStart {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(
    private readonly home: string,
    ports: Ports,
  ) {
    this.child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: ROOT,
      env: { ...process.env, ...ports, HALYARD_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
  }

  /** Waits for the line that says where everything is; answers how many seconds that took. */
  async isUp(): Promise<number> {
    const began = performance.now();
    while (!this.output.includes('Ctrl-C stops everything')) {
      const over = this.ended.then((code) => {
        throw new Error(`npm start ended with ${code}:\n${this.output}`);
      });
      await Promise.race([once(this.child.stdout ?? this.child, 'data'), over]);
    }
    return (performance.now() - began) / 1000;
  }

  /** What Ctrl-C in a terminal does: the signal reaches the whole group. Answers the exit code. */
  async ctrlC(): Promise<number | null> {
    process.kill(-this.group, 'SIGINT');
    return this.ended;
  }

  /** Everything that runs because of this start. */
  processes(): Promise<Process[]> {
    return processesOf(this.group, this.home);
  }

  /** For a test that failed half-way: nothing is left of it. */
  async killAll(): Promise<void> {
    for (const { pid } of await this.processes()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }
  }

  private get group(): number {
    return this.child.pid ?? 0;
  }
}
